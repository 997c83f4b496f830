using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fridge.Images.Gates;

/// <summary>
/// Which modules of the JDK classes of a job's jars name that the image's Java lacks. No fault: a driver's data source, an annotation processor,
/// an agent are in many jars, and a job that never runs them needs nothing of it; whether it does nobody can see from outside.
/// </summary>
internal static partial class ModulesGate
{
    /// <param name="needs">Lines <c>module jar class</c>, as <c>base/modules.sh needs</c> writes them.</param>
    /// <param name="release">The runtime's file <see cref="Recipe.JavaRelease"/>.</param>
    /// <returns>A sentence for each module: who names it, what happens, what to do.</returns>
    public static IEnumerable<string> Missing(string needs, string release)
    {
        var has = ModulesOf(release);
        return needs.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3))
            .Where(need => !has.Contains(need[0]))
            .Select(need => $"{need[1]} names Java's module {need[0]} ({need[2]}), which the image's Java lacks: where the job runs that class it ends with a NoClassDefFoundError."
                + $" A line \"{need[0]}  REASON\" in images/flink/modules adds it, and --variant full has most modules.");
    }

    private static ImmutableHashSet<string> ModulesOf(string release) =>
        ModulesLine().Match(release) is { Success: true } line ? [.. line.Groups[1].Value.Split(' ')] : [];

    [GeneratedRegex("^MODULES=\"([^\"]*)\"", RegexOptions.Multiline)]
    private static partial Regex ModulesLine();
}
