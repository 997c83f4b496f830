using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fridge.Images.Layouts;

/// <summary>Writes labels into each platform's configuration and, as annotations, into its manifest. Layers keep their digests.</summary>
internal static class ImageLabeler
{
    public static void Label(OciLayout layout, ImmutableSortedDictionary<string, string> labels)
    {
        var before = layout.Manifests();
        var documents = DocumentsOf(layout).ToList();
        layout.WriteIndex(new OciIndex([.. before.Select(descriptor => Label(layout, descriptor, labels))]));
        foreach (var blob in documents.Except(DocumentsOf(layout)))
        {
            File.Delete(layout.BlobPath(blob));
        }
    }

    private static IEnumerable<string> DocumentsOf(OciLayout layout) =>
        layout.Manifests().SelectMany(descriptor => new[] { descriptor.Digest, layout.Manifest(descriptor).Config.Digest });

    private static OciDescriptor Label(OciLayout layout, OciDescriptor platform, ImmutableSortedDictionary<string, string> labels)
    {
        var manifest = layout.Manifest(platform);
        var config = OciJson.Node(layout.ReadBlob(manifest.Config.Digest));
        config["config"] ??= new JsonObject();
        config["config"]!["Labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        var labelled = manifest with { Config = layout.WriteBlob(OciMediaTypes.Config, OciJson.Write(config)), Annotations = labels };
        return layout.WriteBlob(OciMediaTypes.Manifest, OciJson.Write(labelled)) with { Platform = platform.Platform };
    }
}
