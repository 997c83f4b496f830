using System.Collections.Immutable;

namespace Fridge.Manifests;

/// <summary>A rendered release as people read it: <c>artifacts/manifests/CLUSTER/ORCHESTRATOR</c> holds its files and no others.</summary>
/// <param name="Path">The folder that holds the files.</param>
public sealed record ManifestFolder(RenderedRelease Release, string Path, ImmutableArray<ManifestDocument> Files)
{
    private const string Configs = "configs";

    /// <param name="artifacts">The folder of <c>artifacts/</c>.</param>
    public static ManifestFolder Of(IRendering rendering, RenderedRelease release, string artifacts) => new(
        release,
        System.IO.Path.Combine(artifacts, "manifests", release.Name, rendering.Name),
        [.. rendering.Documents(release), .. release.Files.Select(file => new ManifestDocument($"{Configs}/{file.Name}", file.Content))]);

    /// <summary>The folder is so already.</summary>
    public async Task<bool> IsWrittenAsync(CancellationToken cancellationToken)
    {
        if (Others().Length > 0)
            return false;
        foreach (var file in Files)
        {
            if (!await IsWrittenAsync(file, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>What is there already stays untouched.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var old in Others())
            File.Delete(old);
        foreach (var file in Files)
        {
            if (await IsWrittenAsync(file, cancellationToken))
                continue;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(InFolder(file))!);
            await File.WriteAllTextAsync(InFolder(file), file.Text, cancellationToken);
        }
    }

    private async Task<bool> IsWrittenAsync(ManifestDocument file, CancellationToken cancellationToken) =>
        File.Exists(InFolder(file)) && await File.ReadAllTextAsync(InFolder(file), cancellationToken) == file.Text;

    private string InFolder(ManifestDocument file) => System.IO.Path.Combine(Path, file.Path);

    private string[] Others() => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Except(Files.Select(InFolder))]
        : [];
}
