using System.Collections.Immutable;

namespace Fridge.Model.Yaml;

/// <summary>Collects what is wrong in one file, so that a person sees all of it at once.</summary>
internal sealed class Findings(string fileName)
{
    private readonly List<Diagnostic> errors = [];
    private readonly List<Diagnostic> warnings = [];

    public string FileName { get; } = fileName;

    public int ErrorCount => errors.Count;

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Diagnostic> Errors => InOrder(errors);

    public ImmutableArray<Diagnostic> Warnings => InOrder(warnings);

    public void Refuse(Position at, string found, string expected, string? nearest = null) =>
        errors.Add(At(at, found, expected, nearest));

    public void Warn(Position at, string found, string expected) => warnings.Add(At(at, found, expected, null));

    public void ThrowIfAny()
    {
        if (errors.Count > 0)
            throw new ClusterFileException(Errors);
    }

    private static ImmutableArray<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Distinct().OrderBy(diagnostic => (diagnostic.Line, diagnostic.Column))];

    private Diagnostic At(Position at, string found, string expected, string? nearest) =>
        new(FileName, at.Line, at.Column, OnOneLine(found), expected, nearest);

    /// <summary>A key or a value may have line ends in it; a finding is a line.</summary>
    private static string OnOneLine(string found) => found.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
