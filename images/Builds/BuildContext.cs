using Fridge.Images.Locks;
using Fridge.Tooling.Files;

namespace Fridge.Images.Builds;

/// <summary>A folder of build contexts, made of links into the cache, gone when the build is.</summary>
internal sealed class BuildContext : IDisposable
{
    private readonly string folder;

    public BuildContext(string cache)
    {
        folder = Path.Combine(RootOf(cache), Path.GetRandomFileName());
        Directory.CreateDirectory(Empty);
    }

    /// <summary>All contexts of this machine's builds, and systems that are being made into images.</summary>
    public static string RootOf(string cache) => Path.Combine(cache, "contexts");

    /// <summary>The main context: every file comes from a named one.</summary>
    public string Empty => Path.Combine(folder, "empty");

    public string Output => Path.Combine(folder, "output");

    /// <summary>Packages, a folder per group and architecture: <c>root-armv7</c>, <c>tools-amd64</c>.</summary>
    public string AddPackages(string context, IEnumerable<KeyValuePair<LockedPackage, string>> packages)
    {
        foreach (var (package, file) in packages)
        {
            HardLink.Create(file, Path.Combine(folder, context, $"{package.Group}-{BuildKitName(package.Target)}", package.FileName));
        }

        return Path.Combine(folder, context);
    }

    public string AddFile(string context, string file)
    {
        HardLink.Create(file, Path.Combine(folder, context, Path.GetFileName(file)));
        return Path.Combine(folder, context);
    }

    /// <param name="files">The path in the context, and the file.</param>
    public string AddFiles(string context, IEnumerable<KeyValuePair<string, string>> files)
    {
        Directory.CreateDirectory(Path.Combine(folder, context));
        foreach (var (name, file) in files)
        {
            HardLink.Create(file, Path.Combine(folder, context, name));
        }

        return Path.Combine(folder, context);
    }

    /// <summary>Copies parts of a folder; what isn't there is left out.</summary>
    public string AddFolders(string context, string source, IEnumerable<string> parts)
    {
        var files = parts.Select(part => Path.Combine(source, part))
            .Where(Directory.Exists)
            .SelectMany(part => Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories));
        foreach (var file in files)
        {
            HardLink.Create(file, Path.Combine(folder, context, Path.GetRelativePath(source, file)));
        }

        return Path.Combine(folder, context);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>TARGETARCH and TARGETVARIANT, or BUILDARCH, in one word.</summary>
    private static string BuildKitName(string debian) => debian == "armhf" ? "armv7" : debian;
}
