namespace Fridge.Tooling.Processes;

/// <summary>Where a program is, by PATH.</summary>
public static class ProgramPath
{
    /// <summary>Null: it is not on this machine's PATH.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
