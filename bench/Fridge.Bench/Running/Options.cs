using System.Globalization;
using Fridge.Tooling;

namespace Fridge.Bench.Running;

/// <summary>The words behind a benchmark's name: flags, and options with one value.</summary>
internal sealed record Options(IReadOnlySet<string> Flags, IReadOnlyDictionary<string, string> Values)
{
    public bool Json => Flags.Contains("--json");

    /// <exception cref="FridgeException">An unknown word, or an option without its value (exit code 2).</exception>
    public static Options Parse(IReadOnlyList<string> words, string[] flags, string[] valued)
    {
        var (found, values) = (new HashSet<string>(), new Dictionary<string, string>());
        for (var at = 0; at < words.Count; at++)
        {
            if (flags.Contains(words[at]))
                found.Add(words[at]);
            else if (!valued.Contains(words[at]))
                throw new FridgeException($"There is no option {words[at]}.", $"Known: {string.Join(", ", flags.Concat(valued))}.", wrongUse: true);
            else
                values[words[at]] = ++at < words.Count ? words[at] : throw new FridgeException($"{words[^1]} wants a value.", wrongUse: true);
        }

        return new Options(found, values);
    }

    public string? Text(string name) => Values.GetValueOrDefault(name);

    /// <exception cref="FridgeException">No whole number above zero (exit code 2).</exception>
    public int Count(string name, int otherwise) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new FridgeException($"{name} wants a whole number above zero, not '{text}'.", wrongUse: true);
}
