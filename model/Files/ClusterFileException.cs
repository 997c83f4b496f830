using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>A cluster file that cannot be used, with everything that is wrong in it. Always found before any effect (exit code 2).</summary>
public sealed class ClusterFileException : Exception
{
    public ClusterFileException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics)) => Diagnostics = diagnostics;

    public ClusterFileException(Diagnostic diagnostic)
        : this([diagnostic])
    {
    }

    /// <summary>In the order of the file; never empty.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
