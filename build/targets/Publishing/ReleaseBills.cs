using System.Collections.Immutable;
using Fridge.Images.Records;
using Fridge.Registry.Outside;

namespace Fridge.Targets.Publishing;

/// <summary>The bills of materials that lie beside the images' layouts.</summary>
internal static class ReleaseBills
{
    /// <returns>File names in the release, and their texts.</returns>
    public static ImmutableSortedDictionary<string, string> Of(IEnumerable<PublishedImage> images) => images
        .SelectMany(published => ImageBills.Read(published.Image).Select(bill => KeyValuePair.Create($"{published.Image.Name}-{published.Tag}-{bill.Key}", bill.Value)))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
