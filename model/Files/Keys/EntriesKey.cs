using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A list of mappings, such as <c>nodes:</c>; a message names one by its index.</summary>
/// <param name="entry">Keys of one entry; its name is the singular, which messages say.</param>
/// <param name="expected">What a message says in place of something that is no list.</param>
public sealed class EntriesKey(string name, string sentence, MapKey entry, string expected) : Key(name, sentence)
{
    public MapKey Entry { get; } = entry;

    public override string Type => $"list of mappings, one per {Entry.Name}";

    internal string Expected { get; } = expected;

    internal override void Check(Asked asked)
    {
        if (asked.Value is not YamlList list)
        {
            asked.Wrong(Expected);
        }
        else
        {
            for (var index = 0; index < list.Items.Length; index++)
                Entry.Check(new(NameOf(asked.Name, index), list.Items[index], asked.Findings));
        }
    }

    internal override JsonObject Shape() => new() { ["type"] = "array", ["items"] = Entry.Shape() };

    internal static string NameOf(string list, int index) => $"{list}[{index}]";
}
