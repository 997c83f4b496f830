using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>What stands in a room's section of a cluster file; checked when the file was read.</summary>
public sealed class SectionValues
{
    private readonly MapReader reader;

    private SectionValues(MapReader reader) => this.reader = reader;

    /// <summary>Null where the file doesn't have the section.</summary>
    public static SectionValues? Of(Cluster cluster, ClusterSection section) => cluster.Sections.TryGetValue(section.Path, out var text)
        ? new(MapReader.Open(section.Keys, section.Path, YamlJson.Map(text), new(cluster.SourceFile)))
        : null;

    /// <summary>A key's value, or its constant default.</summary>
    public T Get<T>(Key<T> key) => reader.Get(key);

    /// <summary>False where the key is absent.</summary>
    public bool TryGet<T>(Key<T> key, out T value) => reader.TryRead(key, out value);

    /// <summary>An inner mapping; null where it is absent.</summary>
    public SectionValues? Map(MapKey key) => reader.Map(key) is { } inner ? new(inner) : null;
}
