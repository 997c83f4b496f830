using System.Collections.Immutable;
using Fridge.Manifests.Grammar;

namespace Fridge.Manifests;

/// <summary>The templates of one orchestrator with a person's own files for one cluster, read from the checkout.</summary>
/// <param name="Folder">The orchestrator's templates in the checkout.</param>
/// <param name="Documents">In the orchestrator's own words, merged in this order: the templates by name, then the overrides by name.</param>
/// <param name="Files">Config files of all orchestrators by their path below <see cref="TemplatesFolder"/>, as <c>x-file</c> names them.</param>
/// <param name="Overrides">The person's files among the documents, as messages name them.</param>
public sealed record TemplateSet(
    string Folder,
    ImmutableArray<TemplateFile> Documents,
    ImmutableSortedDictionary<string, TemplateFile> Files,
    ImmutableArray<string> Overrides)
{
    /// <summary>Overrides of a cluster lie in a folder of its name below this one.</summary>
    public const string OverridesFolder = "manifests/overrides";

    /// <summary>A folder for each orchestrator, and beside these the files that all of them have.</summary>
    public const string TemplatesFolder = "manifests/templates";

    /// <param name="cluster">Whose overrides; null: the templates alone.</param>
    public static async Task<TemplateSet> ReadAsync(string checkout, string folder, string? cluster, CancellationToken cancellationToken)
    {
        var templates = await ReadFolderAsync(checkout, TemplatesFolder, cancellationToken);
        var overrides = cluster is null ? [] : await ReadFolderAsync(checkout, $"{OverridesFolder}/{cluster}", cancellationToken);
        return new TemplateSet(
            folder,
            [.. templates.Concat(overrides).Where(file => IsDocument(file, folder))],
            templates.ToImmutableSortedDictionary(file => Path.GetRelativePath(TemplatesFolder, file.Path), file => file, StringComparer.Ordinal),
            [.. overrides.Select(file => file.Path)]);
    }

    private static bool IsDocument(TemplateFile file, string folder) =>
        Path.GetExtension(file.Path) is ".yaml" or ".yml" &&
        (Path.GetDirectoryName(file.Path) == folder || file.Path.StartsWith(OverridesFolder, StringComparison.Ordinal));

    private static async Task<List<TemplateFile>> ReadFolderAsync(string checkout, string folder, CancellationToken cancellationToken)
    {
        var root = Path.Combine(checkout, folder);
        var files = new List<TemplateFile>();
        if (!Directory.Exists(root))
            return files;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            files.Add(new TemplateFile(Path.GetRelativePath(checkout, path), await File.ReadAllTextAsync(path, cancellationToken)));
        return files;
    }
}
