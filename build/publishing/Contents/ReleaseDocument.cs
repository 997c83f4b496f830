using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fridge.Publishing.Contents;

/// <summary><c>release.json</c>: what a release has, and where; a cluster is deployed from it without building anything.</summary>
public sealed record ReleaseDocument
{
    public const string FileName = "release.json";

    /// <summary>Raised when a field is taken away or means something else.</summary>
    public const int Schema = 1;

    [JsonPropertyName("schema")]
    public int Version { get; init; } = Schema;

    public required string Tag { get; init; }

    public required string Commit { get; init; }

    /// <summary><c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>As an image's name begins: <c>ghcr.io/owner</c>.</summary>
    public required string Registry { get; init; }

    /// <summary>Of every image: <c>linux/arm/v7</c>.</summary>
    public required ImmutableArray<string> Platforms { get; init; }

    public required ImmutableArray<ReleaseImage> Images { get; init; }

    /// <summary>The cluster files of the checkout whose manifests the bundle has.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ReleaseJson.Default.ReleaseDocument), (byte)'\n'];

    /// <param name="from">Where it was read, for the message.</param>
    /// <exception cref="FridgeException">It is none, or one that a newer Fridge wrote (exit code 2).</exception>
    public static ReleaseDocument Read(ReadOnlySpan<byte> json, string from)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, ReleaseJson.Default.ReleaseDocument) ?? throw new JsonException("it is null");
            return document.Version == Schema
                ? document
                : throw new FridgeException($"{from} has the form {document.Version}; this version of Fridge reads {Schema}.", $"git checkout {document.Tag}: each release reads its own.", wrongUse: true);
        }
        catch (JsonException reason)
        {
            throw new FridgeException($"{from} is not a release.json: {reason.Message}", "Take it from the release's page again, and compare it with SHA256SUMS.", wrongUse: true, inner: reason);
        }
    }
}

/// <summary>One image of a release.</summary>
/// <param name="Name">The cluster's own name for it: <c>flink</c>, <c>job-taxi</c>.</param>
/// <param name="InputHash">SHA-256 (hex) over everything that went into it: a plan that has the same one needs no build.</param>
/// <param name="Repository">Within the registry.</param>
/// <param name="Digest">What the tag names: the index over the platforms, or the only one's manifest.</param>
public sealed record ReleaseImage(string Name, string InputHash, string Repository, string Tag, string Digest, ImmutableArray<ReleasePlatform> Platforms);

/// <param name="Digest">Of the platform's own manifest.</param>
/// <param name="Bytes">What a node pulls.</param>
public sealed record ReleasePlatform(string Platform, string Digest, long Bytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ReleaseDocument))]
internal sealed partial class ReleaseJson : JsonSerializerContext;
