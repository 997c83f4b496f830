using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Tooling.Bills;

/// <summary>A bill of materials as SPDX 2.3 JSON, for whoever reads that and no CycloneDX. The same bill gives the same document.</summary>
public sealed record SpdxBill(string Name, string DocumentNamespace, SpdxCreation CreationInfo, ImmutableArray<SpdxPackage> Packages, ImmutableArray<SpdxRelationship> Relationships)
{
    private const string Self = "SPDXRef-DOCUMENT";
    private const string Subject = "SPDXRef-Subject";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonPropertyOrder(-3), JsonPropertyName("spdxVersion")]
    public string Version { get; } = "SPDX-2.3";

    [JsonPropertyOrder(-2)]
    public string DataLicense { get; } = "CC0-1.0";

    [JsonPropertyOrder(-1), JsonPropertyName("SPDXID")]
    public string Id { get; } = Self;

    /// <param name="created">A time that is a fact of what the bill is about, so that equal things have equal documents: <c>2026-06-01T00:00:00Z</c>.</param>
    public static SpdxBill Of(BillOfMaterials bill, string created)
    {
        var about = bill.Metadata.Component;
        var packages = ImmutableArray.CreateBuilder<SpdxPackage>();
        var relationships = ImmutableArray.CreateBuilder<SpdxRelationship>();
        // SPDX has CycloneDX's words for it, in capitals.
        packages.Add(SpdxPackage.Of(Subject, about) with { PrimaryPackagePurpose = about.Type.ToUpperInvariant() });
        relationships.Add(new SpdxRelationship(Self, "DESCRIBES", Subject));
        Add(bill.Components, Subject);
        return new SpdxBill($"{about.Name}-{about.Version}", NamespaceOf(bill), new SpdxCreation(created, ["Tool: fridge"]), packages.ToImmutable(), relationships.ToImmutable());

        void Add(IEnumerable<BomComponent> components, string within)
        {
            foreach (var component in components)
            {
                var id = $"SPDXRef-Package-{packages.Count}";
                packages.Add(SpdxPackage.Of(id, component));
                relationships.Add(new SpdxRelationship(within, "CONTAINS", id));
                Add(component.Components ?? [], id);
            }
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>One of its own for each content, as the specification asks for; nothing is to be found there.</summary>
    private static string NamespaceOf(BillOfMaterials bill) =>
        $"https://fridge.dev/spdx/{Uri.EscapeDataString(bill.Metadata.Component.Name)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bill.ToJson())))}";
}

public sealed record SpdxCreation(string Created, ImmutableArray<string> Creators);

public sealed record SpdxPackage(
    [property: JsonPropertyName("SPDXID")] string Id,
    string Name,
    string? VersionInfo,
    ImmutableArray<SpdxChecksum>? Checksums,
    ImmutableArray<SpdxReference>? ExternalRefs)
{
    public string DownloadLocation { get; } = "NOASSERTION";

    public bool FilesAnalyzed { get; }

    public string? PrimaryPackagePurpose { get; init; }

    public static SpdxPackage Of(string id, BomComponent component) => new(
        id, component.Name, component.Version,
        component.Hashes?.Select(hash => new SpdxChecksum(hash.Alg.Replace("-", "", StringComparison.Ordinal), hash.Content)).ToImmutableArray(),
        component.Purl is { } purl ? [new SpdxReference("PACKAGE-MANAGER", "purl", purl)] : null);
}

/// <param name="Algorithm"><c>SHA256</c>, <c>SHA512</c>.</param>
public sealed record SpdxChecksum(string Algorithm, string ChecksumValue);

public sealed record SpdxReference(string ReferenceCategory, string ReferenceType, string ReferenceLocator);

public sealed record SpdxRelationship(string SpdxElementId, string RelationshipType, string RelatedSpdxElement);
