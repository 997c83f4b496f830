using Fridge.Model.Reading;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>Reads the cluster file of a person: YAML in, a validated <see cref="ClusterDocument"/> out, or everything that is wrong at once.</summary>
public static class ClusterFile
{
    /// <param name="path">The file.</param>
    /// <param name="checkout">A job's <c>jar</c> is relative to the file's folder, or to this one.</param>
    /// <param name="name">What messages call the file; as <paramref name="path"/> has it when left out.</param>
    /// <param name="keys">With the sections that rooms bring; the model's own keys when left out.</param>
    /// <param name="outside">Whether jars may lie outside the checkout.</param>
    /// <param name="found">As in <see cref="Parse"/>.</param>
    /// <exception cref="ClusterFileException">The file is missing or wrong.</exception>
    public static ClusterDocument Load(string path, string checkout, string? name = null, ClusterKeys? keys = null, bool outside = true, FoundCluster? found = null) =>
        Parse(ReadText(path, name ?? path), name ?? path, new JarPlaces(Path.GetDirectoryName(Path.GetFullPath(path))!, checkout, outside), keys, found);

    /// <param name="text">The whole file.</param>
    /// <param name="fileName">The name for messages and <see cref="Cluster.SourceFile"/>.</param>
    /// <param name="jars">Where jobs' jars and source folders are looked for; without it they stay as written.</param>
    /// <param name="keys">As in <see cref="Load"/>.</param>
    /// <param name="found">Of an existing Kubernetes, which names its nodes itself; without it rules about them wait (<see cref="ClusterDocument.WantsNodes"/>).</param>
    /// <exception cref="ClusterFileException">With all findings, in the order of the file.</exception>
    public static ClusterDocument Parse(string text, string fileName, JarPlaces? jars = null, ClusterKeys? keys = null, FoundCluster? found = null)
    {
        var findings = new Findings(fileName);
        var read = YamlComposer.Compose(text, findings) is { } root
            ? new ClusterReader(keys ?? ClusterKeys.Own, findings, jars, found).Read(root)
            : null;
        findings.ThrowIfAny();
        return read! with { Warnings = findings.Warnings, Text = text };
    }

    private static string ReadText(string path, string name)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ClusterFileException(new Diagnostic(name, 1, 1, $"cannot be read: {error.Message}", "a cluster file is expected there"));
        }
    }
}
