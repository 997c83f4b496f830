using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fridge.Provisioning.Facts;

/// <summary>
/// All that one reading asks a node's engine, as one conversation of its HTTP API: a call of the engine's command line costs a Pi more
/// than all other facts together.
/// </summary>
internal static class EngineAnswers
{
    /// <summary>The section that the node prints: a line with the facts' names, then the answers in their order.</summary>
    public const string Section = "engine_answers";

    /// <summary>Answered by a header: which API the engine speaks.</summary>
    public const string Version = "/_ping";

    private const int Failed = 1;
    private const string VersionHeader = "api-version";

    public static string Names(IEnumerable<Fact> facts) => string.Join(' ', facts.Select(fact => fact.Name));

    /// <summary>As a format of <c>printf</c>. The engine closes after the last one.</summary>
    public static string Requests(IReadOnlyList<Fact> facts) => string.Concat(facts.Select((fact, at) =>
        $"GET {fact.Asks!.Replace("%", "%%")} HTTP/1.1\\r\\nHost: fridge\\r\\n{(at == facts.Count - 1 ? "Connection: close\\r\\n" : "")}\\r\\n"));

    /// <summary>The sections with that of the engine taken apart into its facts.</summary>
    public static ImmutableDictionary<string, FactText> Spread(ImmutableDictionary<string, FactText> sections, IEnumerable<Fact> facts)
    {
        if (!sections.TryGetValue(Section, out var said)) return sections;
        var names = facts.Where(fact => fact.Source == FactSource.Engine).Select(fact => fact.Name).Distinct().ToList();
        var asked = said.Lines.IsEmpty ? [] : said.Lines[0].Split(' ');
        var answers = Parse(Encoding.UTF8.GetBytes(string.Join('\n', said.Lines.Skip(1)) + "\n"));
        var silent = new FactText(said.Status == 0 ? Failed : said.Status, []);
        return sections.Remove(Section).AddRange(names.Select(name =>
            KeyValuePair.Create(name, answers.ElementAtOrDefault(Array.IndexOf(asked, name) is var at and >= 0 ? at : int.MaxValue) ?? silent)));
    }

    /// <summary>Whole answers, in their order; one that was cut off, and what follows it, is missing.</summary>
    public static IReadOnlyList<FactText> Parse(byte[] said)
    {
        var (answers, at) = (new List<FactText>(), 0);
        while (Head(said, ref at) is { } head && Body(said, ref at, head) is { } body)
            answers.Add(new FactText(head.Status is >= 200 and < 300 ? 0 : Failed, Lines(head.Headers.GetValueOrDefault(VersionHeader), body)));
        return answers;
    }

    private static ImmutableArray<string> Lines(string? version, byte[] body) =>
        [.. (Encoding.UTF8.GetString(body) is var text && text == "OK" && version is not null ? version : text).TrimEnd('\n').Split('\n').Where(line => line.Length > 0)];

    private static Answer? Head(byte[] said, ref int at)
    {
        var end = said.AsSpan(at).IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        var lines = Encoding.ASCII.GetString(said, at, end).Split("\r\n");
        at += end + 4;
        if (lines[0].Split(' ') is not [var http, { Length: 3 } status, ..] || !http.StartsWith("HTTP/", StringComparison.Ordinal)) return null;
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim()).ToDictionary(named => named.Key, named => named.First());
        return new Answer(int.Parse(status, CultureInfo.InvariantCulture), headers);
    }

    private static byte[]? Body(byte[] said, ref int at, Answer head)
    {
        if (head.Headers.GetValueOrDefault("transfer-encoding") == "chunked") return Chunks(said, ref at);
        var length = head.Headers.TryGetValue("content-length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return Take(said, ref at, length);
    }

    private static byte[]? Chunks(byte[] said, ref int at)
    {
        var body = new List<byte>();
        while (true)
        {
            var line = said.AsSpan(at).IndexOf("\r\n"u8);
            if (line < 0 || !int.TryParse(Encoding.ASCII.GetString(said, at, line).Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)) return null;
            at += line + 2;
            if (Take(said, ref at, length + 2) is not { } chunk) return null;
            if (length == 0) return [.. body];
            body.AddRange(chunk[..length]);
        }
    }

    private static byte[]? Take(byte[] said, ref int at, int length)
    {
        if (length < 0 || at + length > said.Length) return null;
        at += length;
        return said[(at - length)..at];
    }

    private sealed record Answer(int Status, Dictionary<string, string> Headers);
}
