using System.Text.Json.Nodes;
using Fridge.Registry.Oci;

namespace Fridge.Images.Layouts;

/// <summary>
/// Lays one layer above every platform of an image. The layers below keep their digests, so that a node which has Flink's
/// image pulls a job's jar and nothing else. The layer isn't compressed: a jar is, and its digest then depends on no compressor.
/// </summary>
internal static class ImageAppender
{
    /// <param name="folder">Of the new image's layout.</param>
    public static void Append(OciLayout below, byte[] layer, string createdBy, string folder)
    {
        var result = new OciLayoutWriter(folder);
        var added = result.WriteBlob(OciMediaTypes.Layer, layer);
        result.WriteIndex([.. below.Manifests.Select(manifest => Append(below, manifest, added, createdBy, result))]);
    }

    private static OciDescriptor Append(
        OciLayout below, OciManifest manifest, OciDescriptor added, string createdBy, OciLayoutWriter result)
    {
        foreach (var layer in manifest.Layers)
        {
            result.Adopt(below, layer);
        }

        var config = result.WriteConfig(Configure(below.ReadBlob(manifest.Config.Digest), added, createdBy));
        return result.WriteManifest(new OciManifest(manifest.Descriptor, manifest.Platform, config, [.. manifest.Layers, added]));
    }

    private static JsonObject Configure(byte[] below, OciDescriptor added, string createdBy)
    {
        var config = JsonNode.Parse(below)!.AsObject();
        config["rootfs"]!["diff_ids"]!.AsArray().Add(added.Digest);
        config["history"]!.AsArray().Add(new JsonObject
        {
            ["created"] = Recipe.SourceDate,
            ["created_by"] = createdBy,
        });
        return config;
    }
}
