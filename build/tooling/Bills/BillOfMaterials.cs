using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Tooling.Bills;

/// <summary>What an image for one platform, or a program, is made of, as CycloneDX 1.5 JSON: without a time or a serial number, so that equal things have equal bills.</summary>
public sealed record BillOfMaterials(BomMetadata Metadata, ImmutableArray<BomComponent> Components)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonPropertyOrder(-3)]
    public string BomFormat { get; } = "CycloneDX";

    [JsonPropertyOrder(-2)]
    public string SpecVersion { get; } = "1.5";

    [JsonPropertyOrder(-1)]
    public int Version { get; } = 1;

    public static BillOfMaterials Read(string json) => JsonSerializer.Deserialize<BillOfMaterials>(json, Options) ?? throw new JsonException("a bill of materials is null");

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";
}

public sealed record BomMetadata(BomComponent Component);

/// <param name="Type"><c>container</c>, <c>application</c> or <c>library</c>.</param>
/// <param name="Purl">A package URL: <c>pkg:deb/debian/…</c>, <c>pkg:maven/…</c>, <c>pkg:nuget/…</c>.</param>
/// <param name="Components">What is inside: the artifacts that a shaded jar was made of.</param>
public sealed record BomComponent(
    string Type,
    string Name,
    string? Version = null,
    string? Purl = null,
    ImmutableArray<BomHash>? Hashes = null,
    ImmutableArray<BomComponent>? Components = null);

public sealed record BomHash(string Alg, string Content)
{
    public static ImmutableArray<BomHash> Sha256(string hex) => [new("SHA-256", hex)];

    public static ImmutableArray<BomHash> Sha512(string hex) => [new("SHA-512", hex)];
}
