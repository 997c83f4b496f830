using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Registry.Oci;

namespace Fridge.Images.Layouts;

/// <summary>Writes labels into each platform's configuration and, as annotations, into its manifest. Layers keep their digests.</summary>
internal static class ImageLabeler
{
    /// <returns>The layout as it is now.</returns>
    public static OciLayout Label(OciLayout layout, ImmutableSortedDictionary<string, string> labels)
    {
        var writer = new OciLayoutWriter(layout.Folder);
        writer.WriteIndex([.. layout.Manifests.Select(manifest => Label(layout, manifest, labels, writer))]);
        var labelled = OciLayout.Open(layout.Folder);
        foreach (var blob in DocumentsOf(layout).Except(DocumentsOf(labelled)))
        {
            File.Delete(layout.BlobPath(blob));
        }

        return labelled;
    }

    private static IEnumerable<string> DocumentsOf(OciLayout layout) =>
        layout.Manifests.SelectMany(manifest => new[] { manifest.Digest, manifest.Config.Digest });

    private static OciDescriptor Label(
        OciLayout layout, OciManifest manifest, ImmutableSortedDictionary<string, string> labels, OciLayoutWriter writer)
    {
        var config = JsonNode.Parse(layout.ReadBlob(manifest.Config.Digest))!.AsObject();
        config["config"] ??= new JsonObject();
        config["config"]!["Labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        return writer.WriteManifest(manifest with { Config = writer.WriteConfig(config), Annotations = labels });
    }
}
