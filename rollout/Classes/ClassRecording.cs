using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Rollout.Images;

namespace Fridge.Rollout.Classes;

/// <summary>One node's archive and the image that it is recorded from.</summary>
public sealed record ClassRecording(string Node, string Image, ClassArchive Archive)
{
    /// <summary>False: a JVM of the release starts on the node meanwhile, which needs the memory; it takes the files from another node.</summary>
    public bool MayRecord { get; init; } = true;

    /// <summary>The nodes on which a workload is about to be started anew, each once. Pure.</summary>
    public static ImmutableArray<ClassRecording> For(IEnumerable<Workload> workloads) =>
    [
        .. from workload in workloads
           where workload.Classes is not null
           from node in workload.Nodes
           select new ClassRecording(node, workload.Image, workload.Classes!) into recording
           group recording by recording.Node into same
           orderby same.Key
           select same.First(),
    ];

    /// <summary>Beside the finished ones until it is whole; the container sees it under its last name, which archives hold.</summary>
    public string UnfinishedFolder => Archive.Folder + ".part";

    /// <param name="limit">For each: no recording goes on for ever whose client is gone.</param>
    public IEnumerable<ImmutableArray<string>> Commands(TimeSpan limit) =>
    [
        .. Runs(Archive, Image, UnfinishedFolder, WellKnown.JvmProfile).Select(run => (ImmutableArray<string>)["timeout", $"{limit.TotalSeconds:0}", .. run]),
        ["sh", "-c", "cksum < \"$1\" > \"$2\"", "sh", WellKnown.JvmProfile, $"{UnfinishedFolder}/{ClassArchive.Profile}"],
    ];

    /// <summary>The finished files as a tar, to standard output.</summary>
    public ImmutableArray<string> Pack => ["tar", "--create", "--directory", Archive.Folder, "."];

    /// <summary>Such a tar from standard input to <see cref="UnfinishedFolder"/>, as of now: the newest archives are kept. Another node made it, so its owners and modes count for nothing.</summary>
    public ImmutableArray<string> Unpack => ["tar", "--extract", "--touch", "--no-same-owner", "--no-same-permissions", "--no-overwrite-dir", "--directory", UnfinishedFolder];

    /// <summary>One-shot containers, one after the other; root there, since the folder is root's. The kernel, short of memory, takes them first.</summary>
    /// <param name="folder">Where the files are to lie on the engine's machine.</param>
    /// <param name="profile">The JVM profile there.</param>
    public static IEnumerable<ImmutableArray<string>> Runs(ClassArchive archive, string image, string folder, string profile)
    {
        ImmutableArray<string> common =
        [
            "docker", .. RemoteCommand.OwnEngine, "run", "--rm", .. OneShot.Label(OneShot.Classes), "--network", "none", "--hostname", "localhost", "--user", "0:0", "--tmpfs", "/tmp",
            "--memory", $"{ArchiveFacts.MemoryNeeded >> 20}m", "--oom-score-adj", "1000", "--env", "MALLOC_ARENA_MAX=1",
            "--volume", $"{folder}:{archive.Folder}",
            "--volume", $"{profile}:{WellKnown.JvmProfile}:ro",
        ];
        // The full variant has options there for its scripts.
        yield return [.. common, "--env", "JDK_JAVA_OPTIONS=", "--entrypoint", "/opt/java/bin/java", image, $"@{WellKnown.JvmProfile}", .. archive.RecordBase];
        yield return [.. common, image, $"@{WellKnown.JvmProfile}", .. archive.RecordTop];
    }
}
