using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fridge.Publishing.Contents;

/// <summary>How a release came to be: in-toto's statement, version 1, with SLSA's provenance, version 1. Not signed.</summary>
internal static class Provenance
{
    public const string FileName = "provenance.intoto.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="assets">All of the release but this one.</param>
    public static byte[] Of(ReleaseDocument release, IEnumerable<Asset> assets, Builder builder)
    {
        var statement = new JsonObject
        {
            ["_type"] = "https://in-toto.io/Statement/v1",
            ["subject"] = new JsonArray([.. release.Images.Select(image => Subject(release, image)), .. assets.Select(asset => Resource("name", asset.Name, "sha256", asset.Sha256))]),
            ["predicateType"] = "https://slsa.dev/provenance/v1",
            ["predicate"] = new JsonObject
            {
                ["buildDefinition"] = new JsonObject
                {
                    ["buildType"] = "https://fridge.dev/release/v1",
                    ["externalParameters"] = new JsonObject
                    {
                        ["tag"] = release.Tag,
                        ["repository"] = release.Repository,
                        ["registry"] = release.Registry,
                        ["platforms"] = new JsonArray([.. release.Platforms.Select(platform => JsonValue.Create(platform))]),
                    },
                    // Over everything that went into each: recipes, locks with their packages' hashes, Flink's checksums. The packages are in the bills.
                    ["internalParameters"] = new JsonObject
                    {
                        ["inputHashes"] = new JsonObject(release.Images.Select(image => KeyValuePair.Create($"{image.Repository}:{image.Tag}", (JsonNode?)image.InputHash))),
                    },
                    ["resolvedDependencies"] = new JsonArray(Sources(release)),
                },
                ["runDetails"] = RunDetails(builder),
            },
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(statement, Indented), (byte)'\n'];
    }

    private static JsonObject Subject(ReleaseDocument release, ReleaseImage image) =>
        Resource("name", $"{release.Registry.Split('/')[0]}/{image.Repository}", "sha256", image.Digest.Split(':')[1]);

    private static JsonObject Sources(ReleaseDocument release) =>
        Resource("uri", $"git+https://github.com/{release.Repository}@refs/tags/{release.Tag}", "gitCommit", release.Commit);

    private static JsonObject RunDetails(Builder builder)
    {
        var details = new JsonObject { ["builder"] = new JsonObject { ["id"] = builder.Id } };
        if (builder.Invocation is { } invocation)
            details["metadata"] = new JsonObject { ["invocationId"] = invocation };
        return details;
    }

    private static JsonObject Resource(string key, string value, string algorithm, string digest) =>
        new() { [key] = value, ["digest"] = new JsonObject { [algorithm] = digest } };
}
