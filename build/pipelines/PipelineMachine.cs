using System.Collections.Immutable;

namespace Fridge.Pipelines;

/// <summary>A container on a machine of the forge.</summary>
/// <param name="Image">By its digest.</param>
public sealed record PipelineMachine(string Image)
{
    /// <summary>Debian packages that it lacks.</summary>
    public ImmutableArray<string> Packages { get; init; } = [];

    /// <summary>It may do what a machine may: namespaces, mounts, an engine of its own.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>Folders with a file system of their own, which the image's isn't good enough for.</summary>
    public ImmutableArray<string> Volumes { get; init; } = [];
}
