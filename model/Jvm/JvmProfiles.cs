using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>A node's own JVM flags. Provision lays them on hosts from facts; where the hosts are somebody else's, a release has those of a board.</summary>
/// <param name="Name"><c>board</c> or <c>emulated</c>.</param>
public sealed record JvmProfile(string Name, ImmutableArray<string> Flags)
{
    public string ArgumentFile => $"# JVM profile: {Name}\n" + string.Concat(Flags.Select(flag => flag + "\n"));
}

public static class JvmProfiles
{
    /// <summary>C2 earns its keep on a real board; one core's worth of memory asks for the serial collector.</summary>
    public static readonly JvmProfile Board = new("board", ["-XX:+UseSerialGC", "-XX:-UsePerfData"]);

    /// <summary>Measured: JobManager and TaskManager emulated come up in 13 s instead of 30.</summary>
    public static readonly JvmProfile Emulated = new("emulated",
        [.. Board.Flags, "-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=10"]);

    public static JvmProfile For(NodeFacts facts) => RunsNatively(facts.Machine, facts.DebianArchitecture) ? Board : Emulated;

    /// <summary>Whether the kernel's machine executes the userland itself: armv7 userlands run on 64-bit ARM kernels too.</summary>
    private static bool RunsNatively(string machine, string debianArchitecture) => debianArchitecture switch
    {
        "armhf" or "armel" => machine.StartsWith("arm", StringComparison.Ordinal) || machine == "aarch64",
        "arm64" => machine == "aarch64",
        "amd64" => machine == "x86_64",
        _ => true,
    };
}
