using System.Collections.Immutable;

namespace Fridge.Manifests;

/// <summary>Writes a rendered release for people: <c>artifacts/manifests/CLUSTER/ORCHESTRATOR</c> holds its files and no others.</summary>
public static class ManifestFolder
{
    private const string Configs = "configs";

    /// <param name="artifacts">The folder of <c>artifacts/</c>.</param>
    /// <returns>The folder that holds the files.</returns>
    public static async Task<string> WriteAsync(IRendering rendering, RenderedRelease release, string artifacts, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(artifacts, "manifests", release.Name, rendering.Name);
        ImmutableArray<ManifestDocument> files =
            [.. rendering.Documents(release), .. release.Files.Select(file => new ManifestDocument($"{Configs}/{file.Name}", file.Content))];
        RemoveOthers(folder, files);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file.Text, cancellationToken);
        }

        return folder;
    }

    private static void RemoveOthers(string folder, ImmutableArray<ManifestDocument> files)
    {
        if (!Directory.Exists(folder))
            return;
        var kept = files.Select(file => Path.Combine(folder, file.Path)).ToHashSet();
        foreach (var old in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !kept.Contains(path)))
            File.Delete(old);
    }
}
