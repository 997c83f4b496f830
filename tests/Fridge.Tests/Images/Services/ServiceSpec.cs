using System.Collections.Immutable;

namespace Fridge.Tests.Images.Services;

/// <summary>A service as a test starts it.</summary>
/// <param name="Image">Of the fridge.</param>
/// <param name="Probe">What the image's probe is asked: <c>http 9090 /-/ready</c>.</param>
internal sealed record ServiceSpec(string Image, string Probe)
{
    /// <summary>Beside the image's own entry point; empty: the image's command.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Where it keeps its state, on a volume of the test's; null: it keeps none.</summary>
    public string? State { get; init; }

    /// <summary><c>HERE:THERE:ro</c></summary>
    public ImmutableArray<string> Binds { get; init; } = [];

    /// <summary>What others on its network call it.</summary>
    public string? Alias { get; init; }
}
