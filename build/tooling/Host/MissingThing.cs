using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <param name="What">In a person's words.</param>
/// <param name="Packages">What a distribution installs for it; none when starting or registering is enough.</param>
/// <param name="NeedsPackages">Installing something is the only way.</param>
internal sealed record MissingThing(string What, Func<Distribution, IEnumerable<string>> Packages, bool NeedsPackages = true)
{
    public static ImmutableArray<MissingThing> In(HostFacts facts, ImmutableArray<HostNeed> needs) =>
        [.. needs.SelectMany(need => For(need, facts)).DistinctBy(thing => thing.What)];

    private static IEnumerable<MissingThing> For(HostNeed need, HostFacts facts) => need switch
    {
        HostNeed.Images => Engine(facts).Concat(Programs(facts, ("ssh", "openssh-client"), ("git", "git"))),
        HostNeed.Emulation => Emulator(facts),
        HostNeed.Bootstrap => Programs(facts, ("mmdebstrap", "mmdebstrap"), ("debian-archive-keyring", "debian-archive-keyring")).Concat(Mapping(facts)),
        HostNeed.Signatures => Verifier(facts).Concat(Programs(facts, ("debian-archive-keyring", "debian-archive-keyring"))),
        HostNeed.Tests => Programs(
                facts, ("sshd", "openssh-server"), ("fish", "fish"), ("tcsh", "tcsh"), ("docker-registry", "docker-registry"), ("etcd", "etcd-server"), ("xz", "xz-utils"), ("promtool", "prometheus"))
            .Concat(Jdk(facts)),
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, null),
    };

    private static IEnumerable<MissingThing> Engine(HostFacts facts)
    {
        if (facts.EngineRefusesUser)
        {
            yield return Only("access to the engine");
        }
        else if (facts.Engine is null)
        {
            yield return facts.Programs.Contains("dockerd")
                ? Only("an engine that answers (one is installed and not running)")
                : new("an engine that answers", distribution => distribution.Engine);
        }

        if (!facts.Programs.Contains("buildx") && (facts.Engine is not null || facts.Programs.Contains("dockerd")))
            yield return new("buildx", distribution => [distribution.Buildx]);
    }

    private static IEnumerable<MissingThing> Emulator(HostFacts facts)
    {
        if (facts.Binfmt.RunsArmInContainers)
            yield break;
        yield return facts.Programs.Contains("qemu-arm")
            ? Only("the kernel's handler of ARM programs (qemu-arm is installed and not registered)")
            : new("an emulator of ARM programs", distribution => distribution.Emulator);
    }

    /// <summary>As a normal user mmdebstrap works in a user namespace, whose ids newuidmap maps.</summary>
    private static IEnumerable<MissingThing> Mapping(HostFacts facts) =>
        facts.Root == HostRoot.Root ? [] : Programs(facts, ("newuidmap", "uidmap"));

    /// <summary>apt's own: sqv from Debian 13 on, gpgv before.</summary>
    private static IEnumerable<MissingThing> Verifier(HostFacts facts) =>
        facts.Programs.Contains("sqv") ? [] : Programs(facts, ("gpgv", "gpgv"));

    private static IEnumerable<MissingThing> Jdk(HostFacts facts)
    {
        if (!facts.Programs.Contains("javac"))
            yield return new("a JDK", distribution => [distribution.Jdk]);
    }

    private static IEnumerable<MissingThing> Programs(HostFacts facts, params (string Program, string Package)[] programs) =>
        from pair in programs
        where !facts.Programs.Contains(pair.Program)
        select new MissingThing(pair.Program, _ => [pair.Package]);

    private static MissingThing Only(string what) => new(what, _ => [], NeedsPackages: false);
}
