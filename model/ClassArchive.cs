using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Fridge.Model;

/// <summary>
/// Flink's classes as a node has recorded them (AppCDS: JEP 310 and 350), so that its JVMs map them instead of parsing jars.
/// No part of an image. One that isn't there, or doesn't fit, is passed over by the JVM (<c>-Xshare:auto</c>, its default).
/// </summary>
/// <param name="Key">Names what an archive belongs to: one image, so one JRE and class path, and the flags it was recorded with.</param>
public sealed record ClassArchive(string Key)
{
    /// <summary>All archives of a node, a folder each.</summary>
    public const string Root = WellKnown.NodeState + "/jvm/classes";

    /// <summary>Exists when the archive is whole.</summary>
    public const string Top = "flink.jsa";

    /// <summary>The checksum of the JVM profile that it was recorded with: flags of another one may not fit it.</summary>
    public const string Profile = "profile";

    private const string Base = "base.jsa";
    private const string Recorder = "fridge.classes.Recorder";

    /// <summary>A job's image has the same classes of Flink as the image below it: one archive serves all.</summary>
    /// <param name="flinkManifest"><c>sha256:…</c> of the manifest of Flink's own image for the node's platform.</param>
    public static ClassArchive Of(string flinkManifest)
    {
        var flags = string.Join('\n', BaseArguments("").Concat(TopArguments("")));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{flinkManifest}\n{flags}")));
        return new ClassArchive(hash[..16]);
    }

    public string Folder => $"{Root}/{Key}";

    /// <summary>What a JVM is started with.</summary>
    public string Flag => $"-XX:SharedArchiveFile={Folder}/{Base}:{Folder}/{Top}";

    /// <summary>The JDK's classes, for <c>java</c> alone: an archive above one that was recorded with the image's appended boot class path isn't written (JDK 17).</summary>
    public ImmutableArray<string> RecordBase => BaseArguments(Folder);

    /// <summary>Flink's classes above <see cref="RecordBase"/>, after the image's entry point.</summary>
    public ImmutableArray<string> RecordTop => TopArguments(Folder);

    private static ImmutableArray<string> BaseArguments(string folder) =>
        ["-Xshare:dump", $"-XX:SharedArchiveFile={folder}/{Base}"];

    private static ImmutableArray<string> TopArguments(string folder) =>
        ["-Xmx96m", $"-XX:SharedArchiveFile={folder}/{Base}", $"-XX:ArchiveClassesAtExit={folder}/{Top}", Recorder];
}
