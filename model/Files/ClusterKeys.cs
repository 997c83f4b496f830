using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>All keys that a cluster file may have: the model's own, and the sections that rooms bring.</summary>
public sealed class ClusterKeys
{
    /// <exception cref="ArgumentException">Two keys at one place: a mistake of the program.</exception>
    public ClusterKeys(params ImmutableArray<ClusterSection> sections)
    {
        Sections = sections;
        File = new("file", "The whole file.", [.. FileKeys.All, .. Grouped(), .. sections.Where(section => section.Group is null).Select(section => section.Keys)]);
        if (File.Keys.CountBy(key => key.Name).FirstOrDefault(key => key.Value > 1).Key is { } twice)
            throw new ArgumentException($"The cluster file's key '{twice}' is declared twice.", nameof(sections));
    }

    /// <summary>Without any room's section.</summary>
    public static ClusterKeys Own { get; } = new();

    /// <summary>The file as one mapping.</summary>
    public MapKey File { get; }

    internal ImmutableArray<ClusterSection> Sections { get; }

    private IEnumerable<Key> Grouped() => Sections
        .Where(section => section.Group is not null)
        .GroupBy(section => section.Group!)
        .Select(group => new MapKey(group.Key.Name, group.Key.Sentence, [.. group.Select(section => section.Keys)]));

    /// <summary>Checks the sections of a file, and keeps what stands there.</summary>
    internal ImmutableSortedDictionary<string, string> Read(MapReader file)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var section in Sections)
        {
            var parent = section.Group is null ? file : File.Keys.OfType<MapKey>().First(key => key.Name == section.Group.Name) is var group ? file.Map(group) : null;
            if (parent?.Map(section.Keys) is not { } reader)
                continue;
            reader.CheckAll();
            found[section.Path] = YamlJson.Text(parent.Take(section.Keys)!);
        }

        return found.ToImmutable();
    }
}
