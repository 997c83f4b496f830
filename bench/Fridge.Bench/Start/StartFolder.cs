using System.Collections.Immutable;

namespace Fridge.Bench.Start;

/// <summary>A folder of files for the containers' bind mounts, gone when the benchmark is. The containers' user reads it.</summary>
internal sealed class StartFolder : IDisposable
{
    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string folder = Directory.CreateTempSubdirectory("fridge-bench-").FullName;

    public string Path(params IEnumerable<string> parts)
    {
        var path = System.IO.Path.Combine([folder, .. parts]);
        Directory.CreateDirectory(path);
        return path;
    }

    public string Write(string name, ImmutableDictionary<string, string> files)
    {
        var path = Path(name);
        File.SetUnixFileMode(path, Everyone);
        foreach (var (file, content) in files)
        {
            File.WriteAllText(System.IO.Path.Combine(path, file), content);
            File.SetUnixFileMode(System.IO.Path.Combine(path, file), Everyone);
        }

        return path;
    }

    /// <summary>Readable for a container's user, whoever wrote what is in it.</summary>
    public void OpenToAll()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(path, Everyone);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
