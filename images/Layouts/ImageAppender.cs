using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fridge.Images.Layouts;

/// <summary>
/// Lays one layer above every platform of an image. The layers below keep their digests, so that a node which has Flink's
/// image pulls a job's jar and nothing else. The layer isn't compressed: a jar is, and its digest then depends on no compressor.
/// </summary>
internal static class ImageAppender
{
    public static void Append(OciLayout below, byte[] layer, string createdBy, OciLayout result)
    {
        var added = result.WriteBlob(OciMediaTypes.Layer, layer);
        var manifests = below.Manifests().Select(descriptor => Append(below, descriptor, added, createdBy, result));
        result.WriteIndex(new OciIndex([.. manifests]));
    }

    private static OciDescriptor Append(
        OciLayout below, OciDescriptor platform, OciDescriptor added, string createdBy, OciLayout result)
    {
        var manifest = below.Manifest(platform);
        foreach (var layer in manifest.Layers)
        {
            result.Adopt(below, layer);
        }

        var config = result.WriteBlob(OciMediaTypes.Config, Configure(below.ReadBlob(manifest.Config.Digest), added, createdBy));
        var written = OciJson.Write(new OciManifest(config, [.. manifest.Layers, added]));
        return result.WriteBlob(OciMediaTypes.Manifest, written) with { Platform = platform.Platform };
    }

    private static byte[] Configure(byte[] below, OciDescriptor added, string createdBy)
    {
        var config = OciJson.Node(below);
        config["rootfs"]!["diff_ids"]!.AsArray().Add(added.Digest);
        config["history"]!.AsArray().Add(new JsonObject
        {
            ["created"] = DateTimeOffset.FromUnixTimeSeconds(Recipe.SourceDateEpoch).ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["created_by"] = createdBy,
        });
        return OciJson.Write(config);
    }
}
