using System.Collections.Immutable;

namespace Fridge.Manifests.Grammar;

/// <param name="File">As the checkout names it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record TemplateError(string File, long Line, long Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>Templates that give no stack, with everything that is wrong in them. Always found before any effect (exit code 2).</summary>
public sealed class TemplateException(ImmutableArray<TemplateError> errors) : Exception(string.Join('\n', errors))
{
    public TemplateException(TemplateError error)
        : this([error])
    {
    }

    /// <summary>In the order of the file; never empty.</summary>
    public ImmutableArray<TemplateError> Errors { get; } = errors;
}
