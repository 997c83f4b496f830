using Fridge.Model;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Outside;

/// <summary>An image under its name for everybody.</summary>
/// <param name="Repository">Within the registry: <c>owner/fridge-flink</c>.</param>
/// <param name="Tag">Of all its platforms.</param>
public sealed record PublishedImage(ImageRecord Image, string Repository, string Tag)
{
    /// <exception cref="FridgeException">It isn't on this machine.</exception>
    internal OciLayout Layout => Image.LayoutPath is { } folder
        ? OciLayout.Open(folder)
        : throw new FridgeException($"The image {Image.Name} isn't on this machine.", "Run ./build.sh Images --no-cache, then the same command again.");

    /// <summary>Of the index over its platforms, or of the only one's manifest.</summary>
    public string Digest => Layout is { Index.Digest: var index } ? index : Layout.Manifests.Single().Digest;

    public override string ToString() => $"{Repository}:{Tag}";
}
