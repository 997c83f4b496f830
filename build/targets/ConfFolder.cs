using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>A Flink configuration with the lists of hosts beside it.</summary>
internal sealed record ConfFolder(string Text, string Masters, string Workers)
{
    /// <exception cref="FridgeException">The file is not there or cannot be read (exit code 2).</exception>
    public static async Task<ConfFolder> ReadAsync(string file, CancellationToken ct)
    {
        if (Directory.Exists(file))
            throw new FridgeException($"{file} is a folder.", $"./build.sh Convert {Path.Combine(file, "flink-conf.yaml")}", wrongUse: true);
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            return new(
                await File.ReadAllTextAsync(file, ct),
                await BesideAsync(folder, ["masters"], ct),
                await BesideAsync(folder, ["workers", "slaves"], ct));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FridgeException($"{file} can't be read: {error.Message}", "./build.sh Convert FILE, where FILE is Flink's conf/flink-conf.yaml or config.yaml", wrongUse: true, error);
        }
    }

    /// <summary>Nothing of a person's is written over.</summary>
    /// <exception cref="FridgeException">One of the files is there already with other contents (exit code 2), or can't be written.</exception>
    public static async Task WriteAsync(string folder, (string Name, string Text)[] files, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files)
                await RefuseAnotherAsync(Path.Combine(folder, name), text, ct);
            foreach (var (name, text) in files)
                await File.WriteAllTextAsync(Path.Combine(folder, name), text, ct);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FridgeException($"{folder} can't be written: {error.Message}", "Name another folder with --output.", inner: error);
        }
    }

    private static async Task RefuseAnotherAsync(string path, string text, CancellationToken ct)
    {
        if (File.Exists(path) && await File.ReadAllTextAsync(path, ct) != text)
            throw new FridgeException($"{path} exists already, with other content.", "Remove it, or name another folder with --output.", wrongUse: true);
    }

    private static async Task<string> BesideAsync(string folder, string[] names, CancellationToken ct) =>
        names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } path ? await File.ReadAllTextAsync(path, ct) : "";
}
