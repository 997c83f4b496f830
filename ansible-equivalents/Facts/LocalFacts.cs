using System.Globalization;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>The node's own say (<see cref="WellKnown.LocalFacts"/>), which wins over what is probed; null: it says nothing about that.</summary>
internal sealed record LocalFacts
{
    /// <summary>Of the file, as Debian's names it in <see cref="NodeFacts.DebianArchitecture"/>.</summary>
    public string? Architecture { get; init; }

    public string? Model { get; init; }

    public long? MemoryBytes { get; init; }

    public string? Os { get; init; }

    public string? Release { get; init; }

    /// <summary>The folder of <c>cmdline.txt</c>.</summary>
    public string? Boot { get; init; }

    private static readonly string[] Keys = ["architecture", "model", "memory", "os", "release", "boot"];

    /// <exception cref="FormatException">A key is there twice or unknown, or the memory is not a number of bytes.</exception>
    internal static LocalFacts Parse(FactText text)
    {
        var values = KeyValues.Parse(text.Lines);
        if (values.Keys.Order(StringComparer.Ordinal).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
            throw new FormatException($"{WellKnown.LocalFacts} has an unknown key '{unknown}'; known: {string.Join(", ", Keys)}");
        return new LocalFacts
        {
            Architecture = Of("architecture"),
            Model = Of("model"),
            MemoryBytes = Of("memory") is { } bytes ? Bytes(bytes) : null,
            Os = Of("os"),
            Release = Of("release"),
            Boot = Of("boot"),
        };

        string? Of(string key) => values.GetValueOrDefault(key);
    }

    private static long Bytes(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        ? bytes
        : throw new FormatException($"memory={text} is not a number of bytes");
}
