using Fridge.Clusters;
using Fridge.Provisioning.Roles.JvmProfile;

namespace Fridge.Bench.Start;

internal enum Way
{
    /// <summary><c>java @files</c>, as the manifests start it.</summary>
    Directly,

    /// <summary><c>bin/jobmanager.sh</c> and <c>bin/taskmanager.sh</c>.</summary>
    ByScripts,
}

/// <summary>One row of the table.</summary>
internal sealed record StartCase(NodeArchitecture Platform, Way Way)
{
    public string Name => $"start/{Platform.LabelValue()}/{(Way == Way.Directly ? "direct" : "scripts")}";

    public string Label => $"{PlatformLabel(Platform)}: {(Way == Way.Directly ? "java directly" : "Flink's scripts")}";

    /// <summary>The same both ways.</summary>
    public JvmProfile Profile => IsEmulated(Platform) ? JvmProfiles.Emulated : JvmProfiles.Board;

    public static string PlatformLabel(NodeArchitecture platform) =>
        $"{platform.LabelValue()} {(IsEmulated(platform) ? "emulated" : "native")}";

    /// <summary>The benchmark runs on amd64 machines.</summary>
    private static bool IsEmulated(NodeArchitecture platform) => platform != NodeArchitecture.Amd64;
}
