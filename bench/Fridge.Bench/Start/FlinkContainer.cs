using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Bench.Start;

/// <summary>One of the two processes, as an argv of <c>docker run</c>.</summary>
/// <param name="Conf">The folder with its configuration.</param>
/// <param name="Profile">The folder with <c>profile.args</c>.</param>
/// <param name="Classes">The class archive, below <paramref name="Profile"/>; null: none was recorded.</param>
internal sealed record FlinkContainer(StartCase Case, string Image, string Network, bool IsJobManager, string Conf, string Profile, ClassArchive? Classes = null)
{
    public const int RestPort = 8081;

    /// <summary>As the manifests' <c>taskmanager.yaml</c> has it.</summary>
    private const string AddressOption = "FRIDGE_ADDRESS_OPTION=taskmanager.host";

    public string Name => $"{Network}-{(IsJobManager ? "jobmanager" : "taskmanager")}";

    /// <summary>
    /// Plugins are hidden: listing a folder on ext4 with hashed directories fails for an emulated JVM (not on virtual Pis, whose disks have none).
    /// </summary>
    public IEnumerable<string> Arguments() =>
    [
        "run", "--detach", "--name", Name, "--platform", Case.Platform.OciPlatform(),
        "--network", Network,
        .. IsJobManager ? ["--network-alias", "jobmanager", "--publish", $"127.0.0.1::{RestPort}"] : Array.Empty<string>(),
        "--tmpfs", "/tmp", "--tmpfs", "/opt/flink/plugins", "--env", "MALLOC_ARENA_MAX=1",
        "--volume", $"{Conf}:/opt/flink/conf:ro",
        .. Case.Way == Way.ByScripts ? ByScripts() : Directly(),
    ];

    private IEnumerable<string> Directly() =>
    [
        .. IsJobManager ? Array.Empty<string>() : ["--env", AddressOption],
        "--volume", $"{Profile}:{Path.GetDirectoryName(WellKnown.JvmProfile)}:ro",
        Image, $"@{WellKnown.JvmProfile}",
        .. Classes is null ? [] : new[] { Classes.Flag },
        "@/opt/flink/conf/jvm.args",
    ];

    private ImmutableArray<string> ByScripts() =>
    [
        "--env", $"JVM_ARGS={string.Join(' ', Case.Profile.Flags)}", "--env", "FLINK_LOG_DIR=/tmp",
        Image, IsJobManager ? "/opt/flink/bin/jobmanager.sh" : "/opt/flink/bin/taskmanager.sh", "start-foreground",
    ];
}
