using System.Globalization;
using Fridge.Images.Locks;

namespace Fridge.Images.Archives;

/// <summary>Reads the stanzas of an archive's <c>Packages</c> file.</summary>
internal static class PackagesIndex
{
    /// <summary>The packages whose names are wanted; group and target are the caller's.</summary>
    public static async IAsyncEnumerable<LockedPackage> ReadAsync(
        TextReader index, string group, string target, IReadOnlySet<string> wanted)
    {
        var stanza = new Dictionary<string, string>(StringComparer.Ordinal);
        string? line;
        do
        {
            line = await index.ReadLineAsync();
            if (!string.IsNullOrEmpty(line))
            {
                Keep(stanza, line);
                continue;
            }

            if (stanza.TryGetValue("Package", out var name) && wanted.Contains(name))
            {
                yield return new LockedPackage(
                    group, target, name, stanza["Version"], stanza["Filename"], stanza["SHA256"], long.Parse(stanza["Size"], CultureInfo.InvariantCulture));
            }

            stanza.Clear();
        }
        while (line is not null);
    }

    private static void Keep(Dictionary<string, string> stanza, string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon > 0 && line[0] != ' ')
        {
            stanza[line[..colon]] = line[(colon + 2)..];
        }
    }
}
