using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A list of values of one kind. What isn't of the kind is left out, with a finding.</summary>
public sealed class ListKey<T> : Key<ImmutableArray<T>>
{
    private readonly Key<T> item;
    private readonly string expected;

    /// <param name="item">Its name and sentence are those of the list; a message about an item says the list's name.</param>
    /// <param name="expected">What a message says in place of something that is no list.</param>
    public ListKey(Key<T> item, string expected)
        : base(item.Name, item.Sentence)
    {
        (this.item, this.expected) = (item, expected);
        Fallback = [];
    }

    /// <summary>An empty list is refused: it says nothing that the absent key doesn't say.</summary>
    public string? RefuseEmpty { get; init; }

    public override string Type => $"list of {item.Type}";

    internal override string Written(ImmutableArray<T> value) => $"[{string.Join(", ", value.Select(item.Written))}]";

    internal override bool TryRead(Asked asked, out ImmutableArray<T> value)
    {
        value = [];
        if (asked.Value is not YamlList list)
            return asked.Refused(expected);
        if (list.Items.IsEmpty && RefuseEmpty is not null)
            asked.Wrong(RefuseEmpty);
        value = [.. Read(asked, list.Items)];
        return true;
    }

    internal override JsonObject Shape() => new() { ["type"] = "array", ["items"] = item.Shape() };

    private IEnumerable<T> Read(Asked asked, ImmutableArray<YamlValue> items)
    {
        foreach (var each in items)
        {
            if (item.TryRead(asked with { Value = each }, out var read))
                yield return read;
        }
    }
}
