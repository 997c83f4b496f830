using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary><c>key=value</c> lines, as the local facts file has them.</summary>
internal static class KeyValues
{
    /// <exception cref="FormatException">A key is there twice.</exception>
    public static ImmutableDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var line in lines.Where(line => line.Contains('=') && !line.StartsWith('#')))
        {
            var (key, value) = (line.Split('=', 2)[0].Trim(), line.Split('=', 2)[1].Trim().Trim('"'));
            if (values.ContainsKey(key)) throw new FormatException($"'{key}' appears twice");
            values[key] = value;
        }
        return values.ToImmutable();
    }
}
