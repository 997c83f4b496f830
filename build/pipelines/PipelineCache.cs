using System.Collections.Immutable;

namespace Fridge.Pipelines;

/// <summary>A folder that a later run finds again. What it has is checked by digest or lock where it is used.</summary>
/// <param name="Folder">From the home: <c>~/.nuget/packages</c>.</param>
/// <param name="KeyFiles">Patterns of files in the checkout: while they are the same, so is the cache.</param>
public sealed record PipelineCache(string Name, string Folder, params ImmutableArray<string> KeyFiles);
