namespace Fridge.Model;

/// <summary>
/// A part of the cluster file that a room brings: its keys, and where they stand. The model reads and checks it with all others, in the file's order of findings;
/// the room gets its values by <see cref="SectionValues.Of"/>, with the same keys.
/// </summary>
/// <param name="Keys">The mapping with its name and sentence.</param>
/// <param name="Group">The mapping that it stands in, beside others of its kind; null: the file itself.</param>
public sealed record ClusterSection(MapKey Keys, SectionGroup? Group = null)
{
    /// <summary><c>hosts.time</c>.</summary>
    public string Path => Group is null ? Keys.Name : $"{Group.Name}.{Keys.Name}";
}

/// <summary>A mapping of sections. It is a key of the file as soon as a section stands in it.</summary>
public sealed record SectionGroup(string Name, string Sentence)
{
    /// <summary>Host tasks' settings.</summary>
    public static SectionGroup Hosts { get; } = new("hosts", "Settings of host tasks; a task that is off by default is on where its key stands here.");
}
