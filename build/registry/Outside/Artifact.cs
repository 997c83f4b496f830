using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Outside;

/// <summary>Small documents that lie in a registry beside images, in an image's form (OCI image specification 1.1, "Guidelines for artifact usage").</summary>
public sealed record Artifact(ImmutableArray<ArtifactFile> Files)
{
    private const string EmptyType = "application/vnd.oci.empty.v1+json";

    /// <summary>The document that a manifest must name as its configuration, and what it is.</summary>
    public (string MediaType, ImmutableArray<byte> Content) Config { get; init; } = (EmptyType, [.. "{}"u8]);

    /// <summary>What the whole is; null: its configuration says so.</summary>
    public string? Type { get; init; }

    internal byte[] Manifest()
    {
        var document = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = OciMediaTypes.Manifest };
        if (Type is not null)
            document["artifactType"] = Type;
        document["config"] = Json(Config.MediaType, Config.Content, ImmutableSortedDictionary<string, string>.Empty);
        document["layers"] = new JsonArray([.. Files.Select(file => Json(file.MediaType, file.Content, file.Annotations))]);
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    private static JsonNode Json(string mediaType, ImmutableArray<byte> content, ImmutableSortedDictionary<string, string> annotations)
    {
        var json = new JsonObject { ["mediaType"] = mediaType, ["digest"] = OciDigest.Of(content.AsSpan()), ["size"] = content.Length };
        if (!annotations.IsEmpty)
            json["annotations"] = new JsonObject(annotations.Select(annotation => KeyValuePair.Create(annotation.Key, (JsonNode?)annotation.Value)));
        return json;
    }
}

/// <summary>One document.</summary>
public sealed record ArtifactFile(string MediaType, ImmutableArray<byte> Content)
{
    private const string Title = "org.opencontainers.image.title";

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where tools such as oras put it; null: it has no name.</summary>
    public string? Name => Annotations.GetValueOrDefault(Title);

    public static ArtifactFile Named(string name, string mediaType, ReadOnlySpan<byte> content) =>
        new(mediaType, [.. content]) { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(Title, name) };
}
