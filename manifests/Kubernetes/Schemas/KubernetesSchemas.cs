using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Strict schemas of Kubernetes' objects, by version: a small set ships with the program, a folder of a person's may have more.</summary>
public sealed partial class KubernetesSchemas
{
    private const string Resource = "kubernetes-v1.";

    private readonly Lazy<ImmutableSortedDictionary<int, KubernetesSchema>> byMinor;

    /// <summary>Nothing is looked at until it is asked for: a cluster without Kubernetes has no schemas, and their library is loaded for none.</summary>
    private KubernetesSchemas(IEnumerable<KubernetesSchema> schemas) =>
        byMinor = new(() => schemas.ToImmutableSortedDictionary(schema => schema.Minor, schema => schema));

    /// <summary>Made from the OpenAPI documents of the releases; <c>README.md</c> beside them has their source.</summary>
    public static KubernetesSchemas Shipped { get; } = new(typeof(KubernetesSchemas).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Resource, StringComparison.Ordinal))
        .Select(name => new KubernetesSchema(MinorOf(name), () => Unpacked(name))));

    internal IEnumerable<KubernetesSchema> All => byMinor.Value.Values;

    /// <summary>With those of a folder: <c>v1.30.json</c>, JSON Schema with a definition of each kind under <c>$defs</c>.</summary>
    /// <exception cref="ManifestException">There is no such folder.</exception>
    public KubernetesSchemas With(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ManifestException($"The folder of Kubernetes' schemas does not exist: {folder}", "Name another folder with --kubernetes-schemas FOLDER, or leave it out: some ship with Fridge.");
        var found = Directory.EnumerateFiles(folder, "v1.*.json").Where(path => FileName().IsMatch(Path.GetFileName(path)))
            .Select(path => new KubernetesSchema(MinorOf(Path.GetFileName(path)), () => File.ReadAllText(path)));
        return new(found.UnionBy(byMinor.Value.Values, schema => schema.Minor));
    }

    /// <summary>That of a version, or the nearest: of two that are as near, the older one.</summary>
    internal KubernetesSchema For(KubernetesVersion version) => byMinor.Value.Values.MinBy(schema => Math.Abs(schema.Minor - version.Minor))!;

    private static int MinorOf(string name) => int.Parse(Number().Match(name).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    private static string Unpacked(string resource)
    {
        using var packed = typeof(KubernetesSchemas).Assembly.GetManifestResourceStream(resource)!;
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    [GeneratedRegex(@"v1\.([0-9]{1,3})\.json")]
    private static partial Regex Number();

    [GeneratedRegex(@"^v1\.[0-9]{1,3}\.json\z")]
    private static partial Regex FileName();
}
