namespace Fridge.Bench.Start;

/// <summary>One build with every download in the cache and no step of it.</summary>
/// <param name="CompressedBytes">The sum of the layers, gzip by BuildKit.</param>
internal sealed record BuiltImage(TimeSpan Time, long CompressedBytes);
