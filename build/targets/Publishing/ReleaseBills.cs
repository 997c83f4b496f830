using System.Collections.Immutable;
using Fridge.Images.Records;
using Fridge.Registry.Outside;

namespace Fridge.Targets.Publishing;

/// <summary>The bills of materials that lie beside the images' layouts.</summary>
internal static class ReleaseBills
{
    /// <returns>File names in the release, and their texts.</returns>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<PublishedImage> images) => images
        .SelectMany(published => published.Image.Platforms.Select(platform => ImageBills.FileName(platform.Architecture)).Select(file => (
            Name: $"{published.Image.Name}-{published.Tag}-{file}", Path: Path.Combine(published.Image.LayoutPath!, file))))
        .Where(bill => File.Exists(bill.Path))
        .ToImmutableSortedDictionary(bill => bill.Name, bill => File.ReadAllText(bill.Path), StringComparer.Ordinal);
}
