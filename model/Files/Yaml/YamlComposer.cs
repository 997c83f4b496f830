using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fridge.Model.Yaml;

/// <summary>Builds the tree with positions from YamlDotNet's events: one document, aliases followed, merge keys (<c>&lt;&lt;</c>) unfolded.</summary>
internal sealed class YamlComposer
{
    /// <summary>A file of a thousand nodes has some ten thousand; aliases of aliases come to billions in ten lines.</summary>
    private const int MostValues = 100_000;

    private readonly IParser parser;
    private readonly Findings findings;
    private readonly Dictionary<AnchorName, (YamlValue Value, int Size)> anchors = [];

    /// <summary>Values so far, each alias with all that it stands for.</summary>
    private int size;

    private YamlComposer(IParser parser, Findings findings)
    {
        this.parser = parser;
        this.findings = findings;
    }

    /// <summary>Null, with a finding, where the text is no YAML document.</summary>
    public static YamlValue? Compose(string text, Findings findings)
    {
        try
        {
            return new YamlComposer(new GuardedParser(text), findings).Document();
        }
        catch (YamlException error)
        {
            MalformedYaml.Explain(text, error, findings);
            return null;
        }
    }

    private YamlValue? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            findings.Refuse(new(1, 1), "the file is empty", "a cluster file begins with 'apiVersion: fridge/v1'");
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = Value();
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            findings.Refuse(At(second), "a second YAML document", "the file has one document; remove the '---'");
        return root;
    }

    private YamlValue Value()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Anchored(alias);
        if (parser.Current is not NodeEvent start)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "a value is missing");
        var before = size;
        Count(1, start);
        YamlValue value = start switch
        {
            Scalar => Text(parser.Consume<Scalar>()),
            SequenceStart => List(parser.Consume<SequenceStart>()),
            _ => Map(parser.Consume<MappingStart>()),
        };
        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor] = (value, size - before);
        return value;
    }

    private void Count(int more, ParsingEvent at)
    {
        size += more;
        if (size > MostValues)
            throw new YamlException(at.Start, at.End, $"the file comes to more than {MostValues} values, aliases followed");
    }

    private YamlValue Anchored(AnchorAlias alias)
    {
        if (anchors.TryGetValue(alias.Value, out var anchored))
        {
            Count(anchored.Size, alias);
            return anchored.Value;
        }

        var nearest = Nearest.To(alias.Value.Value, anchors.Keys.Select(name => name.Value));
        findings.Refuse(At(alias), $"the alias '*{alias.Value}'", $"an anchor '&{alias.Value}' before it", nearest);
        return new YamlScalar(At(alias), "", IsPlain: true);
    }

    private static YamlScalar Text(Scalar scalar) =>
        new(At(scalar), scalar.Value, scalar.Style is ScalarStyle.Plain);

    private YamlList List(SequenceStart start)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Value());
        return new(At(start), items.ToImmutable());
    }

    private YamlMap Map(MappingStart start)
    {
        var entries = new List<YamlEntry>();
        var names = new Dictionary<string, Position>(StringComparer.Ordinal);
        var merged = new List<YamlValue>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value();
            var value = Value();
            if (key is YamlScalar { IsPlain: true, Text: "<<" })
                merged.Add(value);
            else if (key is YamlScalar name)
                AddOnce(entries, names, new(name, value));
            else
                findings.Refuse(key.At, $"{key.Describe()} as a key", "a name");
        }

        return new(At(start), [.. entries, .. MergedInto(entries, merged)]);
    }

    private void AddOnce(List<YamlEntry> entries, Dictionary<string, Position> names, YamlEntry entry)
    {
        if (names.TryAdd(entry.Key.Text, entry.Key.At))
            entries.Add(entry);
        else
            findings.Refuse(entry.Key.At, $"the key {YamlScalar.Quote(entry.Key.Text)} a second time", $"each key once; the first is in line {names[entry.Key.Text].Line}");
    }

    /// <summary>What stands in the mapping itself wins, then the first merged mapping that has the key.</summary>
    private IEnumerable<YamlEntry> MergedInto(List<YamlEntry> own, List<YamlValue> merged)
    {
        foreach (var value in merged.Where(value => value is not (YamlMap or YamlList)))
            findings.Refuse(value.At, $"{value.Describe()} for '<<'", "the alias of a mapping");
        return merged
            .SelectMany(value => value is YamlList list ? list.Items.OfType<YamlMap>() : [.. new[] { value }.OfType<YamlMap>()])
            .SelectMany(map => map.Entries)
            .DistinctBy(entry => entry.Key.Text)
            .ExceptBy(own.Select(entry => entry.Key.Text), entry => entry.Key.Text);
    }

    private static Position At(ParsingEvent parsed) => new((int)parsed.Start.Line, (int)parsed.Start.Column);
}
