namespace Fridge.Pipelines;

/// <param name="Member">A parameter of the build that is no secret.</param>
public sealed record JobValue(string Member, PipelineText Text);

/// <summary>A text of which the forge may know a part.</summary>
public abstract record PipelineText;

public sealed record PlainText(string Text) : PipelineText;

/// <summary>The forge's registry, where the owner of the sources has his images.</summary>
/// <param name="Repository">One of it, beside the others; null: the whole.</param>
public sealed record OwnRegistry(string? Repository = null) : PipelineText;

/// <summary>The branch or the tag that a run is about, by its name.</summary>
public sealed record RefName : PipelineText;
