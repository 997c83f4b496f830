using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Locks;

/// <summary>A Java library of a Maven repository, as an image's <c>jars.lock</c> names it.</summary>
/// <param name="Sha256">In hex.</param>
public sealed record LockedJar(string Group, string Artifact, string Version, string Sha256)
{
    public const string FileName = "jars.lock";

    public string File => $"{Artifact}-{Version}.jar";

    /// <summary>Below a repository's root.</summary>
    public string Path => $"{Group.Replace('.', '/')}/{Artifact}/{Version}/{File}";

    /// <returns>Empty where the image has no such file.</returns>
    public static ImmutableArray<LockedJar> Read(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        return System.IO.File.Exists(path) ? Parse(System.IO.File.ReadAllText(path), path) : [];
    }

    /// <exception cref="FridgeException">A line that isn't a jar, by file and line.</exception>
    public static ImmutableArray<LockedJar> Parse(string text, string origin) => ListLines.Parse(text, origin, ParseLine);

    /// <param name="repositories">Roots of Maven repositories, in order.</param>
    public Download ToDownload(IEnumerable<Uri> repositories) => new(
        File, [.. repositories.Select(root => new DownloadSource(new Uri(root, Path), new Checksum(ChecksumAlgorithm.Sha256, Sha256)))]);

    private static LockedJar ParseLine(string line, string origin) =>
        line.Split(' ') is [var coordinates, { Length: 64 } sum] && coordinates.Split(':') is [var group, var artifact, var version]
            ? new LockedJar(group, artifact, version, sum)
            : throw new FridgeException($"{origin}: expected \"group:artifact:version sha256\", found \"{line}\"", "Take the file from version control again.", wrongUse: true);
}
