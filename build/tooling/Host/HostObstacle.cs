using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>Why this machine can't be made ready by this program.</summary>
public sealed record HostObstacle(string Reason, string NextStep)
{
    /// <summary>Images, packages and three virtual Pis with their pulled images, measured with room to spare.</summary>
    public const long LeastDisk = 6L << 30;

    internal static HostObstacle? Before(
        HostFacts facts,
        ImmutableArray<MissingThing> missing,
        Distribution? distribution,
        ImmutableArray<HostPackage> packages,
        ImmutableArray<HostStep> steps)
    {
        if (facts.Engine is null && facts.DiskFree < LeastDisk)
            return new($"{facts.DiskFree >> 20} MiB are free where the engine keeps its data, {LeastDisk >> 20} MiB are needed", "free some space");
        if (missing.IsEmpty)
            return null;
        if (distribution is null && missing.Any(thing => thing.NeedsPackages))
            return new($"{facts.Os} isn't a system whose packages this program knows ({Distribution.Known})", "install what is missing yourself");
        if (facts is { Root: HostRoot.None, EngineRefusesUser: true })
            return new($"it answers root and the group docker only, and {facts.User} is neither", $"ask an administrator for: usermod --append --groups docker {facts.User}; then log in again");
        if (facts.Root == HostRoot.None)
            return new("installing needs root, and there is no sudo that would let you", "ask an administrator, or run as root");
        return distribution is not null && HostSteps.LacksSuite(facts, distribution, packages) && !steps.OfType<HostStep.AddSuite>().Any()
            ? new($"no apt source of {facts.Os.Codename} was found to copy for {distribution.NextSuite}", $"add a source for {distribution.NextSuite} to /etc/apt/sources.list.d")
            : null;
    }
}
