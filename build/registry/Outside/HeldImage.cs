using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Registry.Outside;

/// <summary>An image that a registry outside has, as it says of itself.</summary>
/// <param name="Digest">What the tag names: the index over the platforms, or the only one's manifest.</param>
/// <param name="InputHash">SHA-256 (hex) over everything that went into it.</param>
public sealed record HeldImage(string Repository, string Tag, string Digest, string InputHash, ImmutableArray<PlatformImage> Platforms)
{
    public override string ToString() => $"{Repository}:{Tag}";
}
