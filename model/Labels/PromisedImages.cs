using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Model;

/// <summary>
/// The images that a release was rendered from, as labels of its workloads: a colleague's clone takes their digests where an input hash
/// matches, and builds nothing.
/// </summary>
public static class PromisedImages
{
    /// <summary>Before an image's name: its input hash.</summary>
    private const string Input = "fridge.image.";

    /// <summary>Before <c>name.architecture</c>: <c>sha256:…/bytes</c>, the platform's manifest digest and what a node pulls.</summary>
    private const string Digest = "fridge.digest.";

    public static IEnumerable<KeyValuePair<string, string>> LabelsOf(ImageRecord image) => image.Platforms
        .OrderBy(platform => platform.Architecture)
        .Select(platform => KeyValuePair.Create(
            $"{Digest}{image.Name}.{platform.Architecture.LabelValue()}",
            string.Create(CultureInfo.InvariantCulture, $"{platform.ManifestDigest}/{platform.CompressedBytes}")))
        .Prepend(KeyValuePair.Create(Input + image.Name, image.InputHash));

    public static IEnumerable<ImageRecord> Read(IReadOnlyDictionary<string, string> labels) => labels
        .Where(label => label.Key.StartsWith(Input, StringComparison.Ordinal))
        .Select(label => Image(label.Key[Input.Length..], label.Value, labels))
        .Where(image => !image.Platforms.IsEmpty);

    /// <summary>References by digest (<c>registry.fridge:5000/flink@sha256:…</c>) of all that the labels promise.</summary>
    public static IEnumerable<string> References(IReadOnlyDictionary<string, string> labels) => labels
        .Where(label => label.Key.StartsWith(Digest, StringComparison.Ordinal))
        .Select(label => $"{WellKnown.Registry}/{NameOf(label.Key)}@{label.Value.Split('/')[0]}");

    private static ImageRecord Image(string name, string hash, IReadOnlyDictionary<string, string> labels) => new()
    {
        Name = name,
        InputHash = hash,
        Platforms = [.. Enum.GetValues<NodeArchitecture>()
            .Select(architecture => Platform(architecture, labels.GetValueOrDefault($"{Digest}{name}.{architecture.LabelValue()}")))
            .OfType<PlatformImage>()],
    };

    private static PlatformImage? Platform(NodeArchitecture architecture, string? label) =>
        label?.Split('/') is [var digest, var bytes] && long.TryParse(bytes, CultureInfo.InvariantCulture, out var size)
            ? new PlatformImage(architecture, digest, size)
            : null;

    /// <summary><c>fridge.digest.NAME.ARCHITECTURE</c></summary>
    private static string NameOf(string label) => label[Digest.Length..label.LastIndexOf('.')];
}
