namespace Fridge.Tooling.Host;

/// <summary>A distribution by <c>/etc/os-release</c> (man 5 os-release), this machine's or a node's. Of a key that is there twice the last value counts, as in a shell.</summary>
/// <param name="Id">Such as <c>debian</c>.</param>
/// <param name="Version">Such as <c>12</c> or <c>24.04</c>; empty for rolling releases.</param>
/// <param name="Codename">Such as <c>bookworm</c>.</param>
public sealed record OsRelease(string Id, string Version, string Codename)
{
    public static OsRelease Parse(string text)
    {
        var values = text.Split('\n')
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"', '\''));
        return new OsRelease(Value("ID"), Value("VERSION_ID"), Value("VERSION_CODENAME"));

        string Value(string key) => values[key].LastOrDefault("");
    }

    public override string ToString() => $"{Id} {Version}".Trim();
}
