using System.Collections.Immutable;

namespace Fridge.Model.Keys;

/// <summary>A line of a <c>*.keys</c> file: an option, and what stands behind it.</summary>
/// <param name="Words"><c>&lt; older names</c>, <c>&gt; new name</c>, <c>!</c>, or nothing.</param>
internal sealed record KeyLine(string Key, ImmutableArray<string> Words)
{
    public bool IsEnding => Words.Contains("!");

    public IEnumerable<string> OlderNames => Words.SkipWhile(word => word != "<").Skip(1);

    public string? NewName => Words is [">", var name] ? name : null;
}

/// <summary>Lists of options that are embedded as they were read from Flink.</summary>
internal static class KeyFile
{
    public static ImmutableArray<KeyLine> Read(string name)
    {
        using var stream = typeof(KeyFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Line)];
    }

    private static KeyLine Line(string text) => text.Split(' ') switch
    {
        [var key, .. var words] => new(key, [.. words]),
        _ => throw new InvalidOperationException("a line of a key file is empty"),
    };
}
