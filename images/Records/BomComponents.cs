using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Fridge.Images.Locks;
using Fridge.Tooling.Bills;

namespace Fridge.Images.Records;

/// <summary>Components of the three kinds that images have: Debian's packages, jars, modules of the Java runtime.</summary>
internal static partial class BomComponents
{
    public static BomComponent OfPackage(LockedPackage package) => new(
        "library",
        package.Name,
        package.Version,
        $"pkg:deb/debian/{package.Name}@{Uri.EscapeDataString(package.Version)}?arch={package.Target}&distro=bookworm",
        BomHash.Sha256(package.Sha256));

    /// <param name="release">A Java runtime's file <c>release</c>.</param>
    public static IEnumerable<BomComponent> OfRuntime(string release)
    {
        var version = Field(release, "JAVA_VERSION");
        return Field(release, "MODULES")?.Split(' ').Order(StringComparer.Ordinal).Select(module => new BomComponent("library", module, version)) ?? [];
    }

    /// <summary>Of a jar, with the Maven artifacts that its META-INF names: its own coordinates where that is one.</summary>
    /// <param name="locked">What the lock says it is; null: it isn't locked by itself.</param>
    public static BomComponent OfJar(string path, byte[] jar, LockedJar? locked = null)
    {
        var artifacts = ArtifactsOf(jar);
        var bare = new BomComponent("library", path, Hashes: BomHash.Sha256(Convert.ToHexStringLower(SHA256.HashData(jar))));
        return (locked, artifacts) switch
        {
            ({ } known, _) => bare with { Version = known.Version, Purl = Purl(known.Group, known.Artifact, known.Version), Components = artifacts is { Length: > 1 } ? artifacts : null },
            (_, []) => bare,
            (_, [var own]) => bare with { Version = own.Version, Purl = own.Purl },
            _ => bare with { Components = artifacts },
        };
    }

    /// <summary>The Maven artifacts that a jar was made of, those of jars within it too, by its META-INF; none of what is no jar.</summary>
    public static ImmutableArray<BomComponent> ArtifactsOf(byte[] jar) =>
        [.. Artifacts(jar).Distinct().OrderBy(artifact => artifact.Purl, StringComparer.Ordinal)];

    private static IEnumerable<BomComponent> Artifacts(byte[] jar) => JarArchive.Visit("", jar, (_, entry) =>
        PomProperties().IsMatch(entry.FullName) && JarArchive.TryRead(entry) is { } properties ? Artifact(System.Text.Encoding.UTF8.GetString(properties)) : []);

    private static IEnumerable<BomComponent> Artifact(string properties) =>
        Property(properties, "groupId") is { } group && Property(properties, "artifactId") is { } name && Property(properties, "version") is { } version
            ? [new BomComponent("library", $"{group}:{name}", version, Purl(group, name, version))]
            : [];

    private static string Purl(string group, string name, string version) => $"pkg:maven/{group}/{name}@{Uri.EscapeDataString(version)}";

    private static string? Property(string properties, string name) => properties.Split('\n')
        .Select(line => line.Split('=', 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == name)?[1].Trim();

    private static string? Field(string release, string name) => release.Split('\n')
        .FirstOrDefault(line => line.StartsWith($"{name}=\"", StringComparison.Ordinal))?[(name.Length + 2)..].Trim().TrimEnd('"');

    [GeneratedRegex("^META-INF/maven/[^/]+/[^/]+/pom\\.properties$")]
    private static partial Regex PomProperties();
}
