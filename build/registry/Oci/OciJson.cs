using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Registry.Oci;

/// <summary>Reads the three documents of an image. Pure.</summary>
internal static class OciJson
{
    public static ImmutableArray<OciDescriptor> Index(ReadOnlySpan<byte> json)
    {
        var document = Root(json);
        return [.. document.GetProperty("manifests").EnumerateArray().Select(Descriptor)];
    }

    public static (OciDescriptor Config, ImmutableArray<OciDescriptor> Layers, ImmutableSortedDictionary<string, string> Annotations) Manifest(ReadOnlySpan<byte> json)
    {
        var document = Root(json);
        return (Descriptor(document.GetProperty("config")), [.. document.GetProperty("layers").EnumerateArray().Select(Descriptor)], Annotations(document));
    }

    /// <summary>Of a manifest, each with what is said of it.</summary>
    public static ImmutableArray<(OciDescriptor Blob, ImmutableSortedDictionary<string, string> Annotations)> Layers(ReadOnlySpan<byte> json) =>
        [.. Root(json).GetProperty("layers").EnumerateArray().Select(layer => (Descriptor(layer), Annotations(layer)))];

    /// <summary>The platform that an image's configuration names.</summary>
    public static OciPlatform Config(ReadOnlySpan<byte> json) => Platform(Root(json));

    private static ImmutableSortedDictionary<string, string> Annotations(JsonElement manifest) => manifest.TryGetProperty("annotations", out var annotations)
        ? annotations.EnumerateObject().ToImmutableSortedDictionary(annotation => annotation.Name, annotation => annotation.Value.GetString() ?? "")
        : ImmutableSortedDictionary<string, string>.Empty;

    private static JsonElement Root(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }

    private static OciDescriptor Descriptor(JsonElement element) => new(
        element.GetProperty("mediaType").GetString()!,
        element.GetProperty("digest").GetString()!,
        element.GetProperty("size").GetInt64())
    {
        Platform = element.TryGetProperty("platform", out var platform) ? Platform(platform) : null,
    };

    private static OciPlatform Platform(JsonElement element) => new(
        element.GetProperty("os").GetString()!,
        element.GetProperty("architecture").GetString()!,
        element.TryGetProperty("variant", out var variant) ? variant.GetString() : null);
}
