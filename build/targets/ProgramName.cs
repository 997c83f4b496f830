using Fridge.Tooling.Processes;

namespace Fridge.Targets;

/// <summary>What a person types to start a release's program again, from where they are. Pure.</summary>
internal static class ProgramName
{
    /// <param name="program">The program's file.</param>
    /// <param name="folder">Where it was started.</param>
    /// <param name="path">The environment's PATH; null: there is none.</param>
    /// <returns>As a shell reads it.</returns>
    public static string Of(string program, string folder, string? path)
    {
        if (path?.Split(':').Contains(Path.GetDirectoryName(program)) == true)
            return ShellText.Quote(Path.GetFileName(program));
        var way = Path.GetRelativePath(folder, program);
        return ShellText.Quote(way.StartsWith("../../", StringComparison.Ordinal) ? program : way.Contains('/') ? way : $"./{way}");
    }
}
