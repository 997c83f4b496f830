using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>The steps in the order in which each finds what it stands on.</summary>
internal static class HostSteps
{
    public static IEnumerable<HostStep> For(
        HostFacts facts,
        ImmutableArray<HostNeed> needs,
        Distribution? distribution,
        ImmutableArray<HostPackage> packages)
    {
        if (NextSuite(facts, distribution, packages) is { } suite)
            yield return suite;
        if (HasEngine(packages) && !facts.HasDaemonJson)
            yield return new HostStep.WriteDaemonJson(HostPlan.DaemonJson);
        if (!packages.IsEmpty)
            yield return new HostStep.InstallPackages(packages);
        if (needs.Contains(HostNeed.Images) && facts.Engine is null && !facts.EngineRefusesUser)
            yield return new HostStep.StartEngine(How(facts, packages));
        if (needs.Contains(HostNeed.Emulation))
        {
            foreach (var step in Emulation(facts))
                yield return step;
        }

        if ((HasEngine(packages) || facts.EngineRefusesUser) && MayJoin(facts))
            yield return new HostStep.JoinDockerGroup(facts.User);
    }

    private static HostStep.AddSuite? NextSuite(HostFacts facts, Distribution? distribution, ImmutableArray<HostPackage> packages)
    {
        if (distribution is null || !LacksSuite(facts, distribution, packages))
            return null;
        var suite = distribution.NextSuite!;
        return AptSuite.Beside(facts.AptSources, facts.Os.Codename, suite) is { } source
            ? new HostStep.AddSuite(suite, source, AptSuite.Pin(suite))
            : null;
    }

    public static bool LacksSuite(HostFacts facts, Distribution distribution, ImmutableArray<HostPackage> packages) =>
        distribution.NextSuite is { } suite
        && packages.Any(package => package.Name.EndsWith("/" + suite, StringComparison.Ordinal))
        && !AptSuite.Has(facts.AptSources, suite);

    private static bool HasEngine(ImmutableArray<HostPackage> packages) =>
        packages.Any(package => package.Name.Split('/')[0] == "docker.io");

    private static EngineStart How(HostFacts facts, ImmutableArray<HostPackage> packages) =>
        facts.Systemd ? EngineStart.Systemd
        : facts.Programs.Contains("/etc/init.d/docker") || HasEngine(packages) ? EngineStart.InitScript
        : EngineStart.Dockerd;

    private static IEnumerable<HostStep> Emulation(HostFacts facts)
    {
        if (facts.Binfmt.RunsArmInContainers)
            yield break;
        if (!facts.Binfmt.Mounted)
            yield return new HostStep.MountBinfmt();
        yield return new HostStep.RegisterEmulator();
    }

    private static bool MayJoin(HostFacts facts) =>
        facts.Root is HostRoot.Sudo or HostRoot.SudoWithPassword && !facts.Groups.Contains(LocalDocker.Group);
}
