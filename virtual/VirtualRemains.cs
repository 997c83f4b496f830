using System.Collections.Immutable;

namespace Fridge.Virtual;

/// <summary>What there is of a virtual fridge, in the order in which it is removed.</summary>
internal sealed record VirtualRemains
{
    public ImmutableArray<string> Containers { get; init; } = [];

    public ImmutableArray<string> Volumes { get; init; } = [];

    public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>With the cache only.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Images that containers of others use: they stay.</summary>
    public ImmutableArray<string> UsedImages { get; init; } = [];

    /// <summary>Files of this clone.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>A line each, such as <c>container fridge-pico-pico-0</c>, or a file.</summary>
    public IEnumerable<string> Lines =>
    [
        .. Containers.Select(name => $"container {name}"),
        .. Volumes.Select(name => $"volume {name}"),
        .. Networks.Select(name => $"network {name}"),
        .. Images.Select(name => $"image {name}"),
        .. Keys,
    ];
}
