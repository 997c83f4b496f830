namespace Fridge.Pipelines;

/// <param name="Member">A parameter of the build that is no secret.</param>
public sealed record JobValue(string Member, PipelineText Text);

/// <summary>A text of which the forge may know a part.</summary>
public abstract record PipelineText;

public sealed record PlainText(string Text) : PipelineText;

/// <summary>A repository in the forge's registry, beside the others of the same owner.</summary>
public sealed record OwnRegistry(string Repository) : PipelineText;
