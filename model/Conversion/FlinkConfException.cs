using System.Collections.Immutable;

namespace Fridge.Model.Conversion;

/// <summary>A Flink configuration that cannot be converted, with everything that is wrong in it (exit code 2).</summary>
public sealed class FlinkConfException(ImmutableArray<Diagnostic> diagnostics) : Exception(string.Join('\n', diagnostics))
{
    /// <summary>In the order of the file; never empty.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics;
}
