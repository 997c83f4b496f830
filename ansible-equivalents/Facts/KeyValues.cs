using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary><c>key=value</c> lines, as os-release and the local facts file have them.</summary>
internal static class KeyValues
{
    public static ImmutableDictionary<string, string> Parse(IEnumerable<string> lines) => lines
        .Where(line => line.Contains('=') && !line.StartsWith('#'))
        .Select(line => line.Split('=', 2))
        .ToImmutableDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"'));
}
