using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fridge.Model;

namespace Fridge.Images.Layouts;

/// <summary>A descriptor of the OCI image specification, as far as images of ours have it.</summary>
public sealed record OciDescriptor
{
    public required string MediaType { get; init; }

    /// <summary><c>sha256:…</c></summary>
    public required string Digest { get; init; }

    public required long Size { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OciPlatform? Platform { get; init; }
}

/// <param name="Variant"><c>v7</c>; null where the architecture has none.</param>
public sealed record OciPlatform(
    string Architecture,
    string Os,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Variant = null)
{
    [JsonIgnore]
    public string Name => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    /// <summary>Null: a platform that Fridge doesn't know.</summary>
    [JsonIgnore]
    public NodeArchitecture? Known => Enum.GetValues<NodeArchitecture>().Cast<NodeArchitecture?>()
        .FirstOrDefault(architecture => architecture!.Value.OciPlatform() == Name.Replace("/arm64/v8", "/arm64"));
}

public sealed record OciIndex(ImmutableArray<OciDescriptor> Manifests)
{
    public int SchemaVersion { get; init; } = 2;

    public string MediaType { get; init; } = OciMediaTypes.Index;
}

public sealed record OciManifest(OciDescriptor Config, ImmutableArray<OciDescriptor> Layers)
{
    public int SchemaVersion { get; init; } = 2;

    public string MediaType { get; init; } = OciMediaTypes.Manifest;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }
}

internal static class OciMediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";
    public const string GzipLayer = Layer + "+gzip";
}

internal static class OciJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T Read<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, Options)!;

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    public static JsonObject Node(byte[] json) => JsonNode.Parse(json)!.AsObject();
}
