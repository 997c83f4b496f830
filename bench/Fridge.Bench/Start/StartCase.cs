using Fridge.Model;

namespace Fridge.Bench.Start;

internal enum Way
{
    /// <summary><c>java @files</c>, as the manifests start it, on a node that has recorded no classes yet.</summary>
    Directly,

    /// <summary>The same with the node's class archive: every start after the first release's.</summary>
    WithClasses,

    /// <summary><c>bin/jobmanager.sh</c> and <c>bin/taskmanager.sh</c>.</summary>
    ByScripts,
}

/// <summary>One row of the table.</summary>
internal sealed record StartCase(NodeArchitecture Platform, Way Way)
{
    /// <summary>
    /// Who starts Flink by its scripts under an emulator knows the serial collector and C1 (with C2 it takes longer still); the compiler's
    /// thresholds are a finding of ours and come with our profile.
    /// </summary>
    private static readonly JvmProfile UsualEmulated = new("usual", [.. JvmProfiles.Board.Flags, "-XX:TieredStopAtLevel=1"]);

    /// <summary>Null: the one that nodes of this platform have, here on an amd64 machine.</summary>
    public JvmProfile? Asked { get; init; }

    public JvmProfile Profile => Asked ?? (
        !IsEmulated(Platform) ? JvmProfiles.Board
        : Way == Way.ByScripts ? UsualEmulated
        : JvmProfiles.Emulated);

    public string Name => $"start/{Platform.LabelValue()}/{Way switch
    {
        Way.Directly => "direct",
        Way.WithClasses => "classes",
        _ => "scripts",
    }}{(Asked is null ? "" : $"-{Asked.Name}")}";

    public string Label => $"{PlatformLabel(Platform)}: {Way switch
    {
        Way.Directly => "java directly",
        Way.WithClasses => "java directly, classes recorded",
        _ => "Flink's scripts",
    }}{(Asked is null ? "" : $", profile {Asked.Name}")}";

    public static string PlatformLabel(NodeArchitecture platform) =>
        $"{platform.LabelValue()} {(IsEmulated(platform) ? "emulated" : "native")}";

    /// <summary>The benchmark runs on amd64 machines.</summary>
    private static bool IsEmulated(NodeArchitecture platform) => platform != NodeArchitecture.Amd64;
}
