using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;
using Fridge.Registry.Outside;

namespace Fridge.Registry.Signing;

/// <summary>
/// What is signed of an image, as cosign 2 writes and reads it: "simple signing" (containers/image, docs/containers-signature.5), in a manifest whose tag is made of the
/// image's digest (cosign, specs/SIGNATURE_SPEC.md).
/// </summary>
internal static class ImageSignature
{
    private const string PayloadType = "application/vnd.dev.cosign.simplesigning.v1+json";
    private const string SignatureAnnotation = "dev.cosignproject.cosign/signature";
    private const string Kind = "cosign container image signature";

    public static string Tag(string digest) => $"{ContentTag.Of(digest)}.sig";

    /// <param name="reference">The image's name without a tag: <c>ghcr.io/owner/fridge-flink</c>.</param>
    public static byte[] Payload(string reference, string digest) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["critical"] = new JsonObject
        {
            ["identity"] = new JsonObject { ["docker-reference"] = reference },
            ["image"] = new JsonObject { ["docker-manifest-digest"] = digest },
            ["type"] = Kind,
        },
        ["optional"] = null,
    }.ToJsonString());

    public static ArtifactFile Sign(SigningKey key, string reference, string digest)
    {
        var payload = Payload(reference, digest);
        return new ArtifactFile(PayloadType, [.. payload]) { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(SignatureAnnotation, key.Sign(payload)) };
    }

    /// <summary>Whether one of the signatures is of that key, and says this of that image.</summary>
    public static bool Verifies(Artifact signatures, VerificationKey key, string reference, string digest) => signatures.Files.Any(file =>
        file.MediaType == PayloadType
        && file.Annotations.TryGetValue(SignatureAnnotation, out var signature)
        && key.Verifies(file.Content.AsSpan(), signature)
        && Says(file.Content.AsSpan(), reference, digest));

    /// <summary>An image's configuration, which names the payloads as if they were layers.</summary>
    public static Artifact Whole(ImmutableArray<ArtifactFile> signatures) => new(signatures)
    {
        Config = (OciMediaTypes.Config, [.. JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["architecture"] = "",
            ["created"] = "0001-01-01T00:00:00Z",
            ["history"] = new JsonArray([.. signatures.Select(_ => (JsonNode)new JsonObject { ["created"] = "0001-01-01T00:00:00Z" })]),
            ["os"] = "",
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. signatures.Select(file => (JsonNode)OciDigest.Of(file.Content.AsSpan()))]) },
            ["config"] = new JsonObject(),
        })]),
    };

    private static bool Says(ReadOnlySpan<byte> payload, string reference, string digest)
    {
        try
        {
            var critical = JsonNode.Parse(payload)?["critical"];
            return (string?)critical?["type"] == Kind && (string?)critical?["identity"]?["docker-reference"] == reference && (string?)critical?["image"]?["docker-manifest-digest"] == digest;
        }
        catch (Exception reason) when (reason is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
