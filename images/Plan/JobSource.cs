using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Images.Plan;

/// <summary>The files that a job's image is made of; nothing else in the job's folder counts.</summary>
internal static class JobSource
{
    private const string Libraries = "lib";
    private static readonly ImmutableArray<string> CompiledFolders = ["src", "data"];

    /// <summary>
    /// Of a jar: the jar, and the jars in <c>lib/</c> beside it. Of a folder: <c>src/</c>, <c>data/</c>, and the jars in <c>lib/</c>.
    /// </summary>
    /// <returns>The path in the image build's source, and the file.</returns>
    /// <exception cref="FridgeException">There is neither, it is a project of a build tool's, or two jars would have one name in the image (exit code 2).</exception>
    public static ImmutableSortedDictionary<string, string> Files(string checkout, JobSpec job)
    {
        var path = Path.GetFullPath(Path.Combine(checkout, job.Jar));
        var (own, folder, name) = File.Exists(path)
            ? ([(Path.GetFileName(path), path)], Path.GetDirectoryName(path)!, Path.GetFileName(path))
            : (Compiled(path, job), path, $"{job.Name}.jar");
        var libraries = LibrariesIn(folder).ToList();
        return libraries.Any(library => library.Name == $"{Libraries}/{name}")
            ? throw new FridgeException(
                $"job {job.Name}: {Path.Combine(folder, Libraries, name)} and the job's own jar would both be {name} in the image",
                "Rename one of them.",
                wrongUse: true)
            : own.Concat(libraries).ToImmutableSortedDictionary(file => file.Name, file => file.File, StringComparer.Ordinal);
    }

    private static (string Name, string File)[] Compiled(string folder, JobSpec job) =>
        JobProject.Find(folder) is { } project ? throw project.Refusal(job)
        : Directory.Exists(Path.Combine(folder, "src"))
            ? [.. CompiledFolders.SelectMany(part => FilesIn(folder, part, "*", SearchOption.AllDirectories))]
            : throw new FridgeException(
                $"job {job.Name}: {job.Jar} is neither a jar nor a folder with Java sources in src/",
                "Correct jobs[].jar in the cluster file; the path is relative to that file or to the checkout, or absolute.",
                wrongUse: true);

    private static IEnumerable<(string Name, string File)> LibrariesIn(string folder) =>
        FilesIn(folder, Libraries, "*.jar", SearchOption.TopDirectoryOnly);

    private static IEnumerable<(string Name, string File)> FilesIn(string folder, string part, string pattern, SearchOption depth) =>
        Directory.Exists(Path.Combine(folder, part))
            ? Directory.EnumerateFiles(Path.Combine(folder, part), pattern, depth).Select(file => (Path.GetRelativePath(folder, file), file))
            : [];
}
