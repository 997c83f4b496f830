using System.Collections.Immutable;

namespace Fridge.Pipelines;

/// <summary>
/// Jobs that a forge does when something happens to the repository, and in them targets of the build. Declared beside the targets, in no forge's words:
/// a writer (<c>GitHub/</c>) makes the forge's file of it.
/// </summary>
/// <param name="Name">Of the file too: <c>check</c>.</param>
public sealed record Pipeline(string Name)
{
    public required string Title { get; init; }

    public required ImmutableArray<Trigger> On { get; init; }

    public Overlap Overlap { get; init; }

    public required ImmutableArray<PipelineJob> Jobs { get; init; }
}
