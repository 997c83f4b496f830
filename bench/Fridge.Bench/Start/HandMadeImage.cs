using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Bench.Start;

/// <summary>A plain build by buildx, as a person types it.</summary>
/// <param name="Builder">A buildx builder; null: the engine's own.</param>
internal sealed record HandMadeImage(
    LocalEngine Engine,
    NodeArchitecture Platform,
    string Folder,
    ImmutableArray<(string Name, string Value)> Contexts,
    ImmutableArray<string> Arguments,
    string? Builder)
{
    /// <param name="output">Where it goes: <c>--tag T --load</c>, <c>--output …</c>.</param>
    public Task BuildAsync(IEnumerable<string> output, CancellationToken cancellationToken) => Engine.RunAsync(
        [
            "buildx", "build", "--progress", "plain", "--provenance=false", "--sbom=false", "--platform", Platform.OciPlatform(), .. output,
            .. Builder is null ? [] : new[] { "--builder", Builder },
            .. Contexts.SelectMany(context => new[] { "--build-context", $"{context.Name}={context.Value}" }),
            .. Arguments.SelectMany(argument => new[] { "--build-arg", argument }),
            Folder,
        ],
        cancellationToken);
}
