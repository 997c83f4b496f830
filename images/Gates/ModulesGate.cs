using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fridge.Images.Gates;

/// <summary>Whether the image's Java has every module of the JDK that classes of a job's jars name.</summary>
internal static partial class ModulesGate
{
    /// <param name="needs">Lines <c>module jar class</c>, as <c>base/modules.sh needs</c> writes them.</param>
    /// <param name="release">The runtime's file <see cref="Recipe.JavaRelease"/>.</param>
    /// <exception cref="ImageBuildException">A module is missing: which, whose jar names it, what to do.</exception>
    public static void Require(string image, string needs, string release)
    {
        var has = ModulesOf(release);
        var missing = needs.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3))
            .Where(need => !has.Contains(need[0]))
            .ToImmutableArray();
        if (missing is [var first, ..])
        {
            throw new ImageBuildException(
                $"{image}: {first[1]} needs Java's module {first[0]}, which the image's Java hasn't got.",
                $"Add the line \"{first[0]}  REASON\" to images/flink/modules, which builds Flink's image with it, or take the jar without the class that names it.")
            {
                Evidence = [.. missing.Select(need => $"{need[0]}: {need[1]}, {need[2]}")],
            };
        }
    }

    private static ImmutableHashSet<string> ModulesOf(string release) =>
        ModulesLine().Match(release) is { Success: true } line ? [.. line.Groups[1].Value.Split(' ')] : [];

    [GeneratedRegex("^MODULES=\"([^\"]*)\"", RegexOptions.Multiline)]
    private static partial Regex ModulesLine();
}
