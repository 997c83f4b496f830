using System.Collections.Immutable;
using Fridge.Manifests.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fridge.Manifests.Grammar;

/// <summary>One walk through one file; errors are collected so that a person sees all of them.</summary>
internal sealed class Evaluation(TemplateFile file)
{
    private const string When = "x-when";
    private const string Each = "x-each";

    public List<TemplateError> Errors { get; } = [];

    /// <summary>The one document of a file.</summary>
    public Value Root(YamlNode node, Variables variables)
    {
        if (Structural(node, Each) is { } each)
            Fail(each, "x-each multiplies an entry of a list or of a mapping; the document is neither");
        return Roots(node, variables).FirstOrDefault() ?? Mapping.Empty;
    }

    /// <summary>A document of several: <c>x-each</c> multiplies it, <c>x-when</c> leaves it out.</summary>
    public IEnumerable<Value> Roots(YamlNode node, Variables variables) =>
        Expand(node, variables).Select(copy => Evaluate(node, copy)).ToList();

    private Value Evaluate(YamlNode node, Variables variables) => node switch
    {
        YamlScalarNode scalar => EvaluateScalar(scalar, variables),
        YamlSequenceNode sequence => new Sequence([.. sequence.Children
            .SelectMany(item => Expand(item, variables).Select(copy => Evaluate(item, copy)))]),
        YamlMappingNode mapping => EvaluateMapping(mapping, variables),
        _ => Fail(node, "an alias can't stand here"),
    };

    private Mapping EvaluateMapping(YamlMappingNode mapping, Variables variables)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        foreach (var (key, node) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: not (When or Each) } name)
                continue;
            foreach (var copy in Expand(node, variables))
                Add(name, KeyValuePair.Create(Text(name, copy), Evaluate(node, copy)));
        }

        return new Mapping(entries.ToImmutable());

        void Add(YamlNode at, KeyValuePair<string, Value> entry)
        {
            if (entries.Any(old => old.Key == entry.Key))
                Fail(at, $"the key '{entry.Key}' comes twice");
            entries.Add(entry);
        }
    }

    /// <summary>The scopes in which a node is rendered: none where <c>x-when</c> is false, one for each item of <c>x-each</c>.</summary>
    private IEnumerable<Variables> Expand(YamlNode node, Variables variables) =>
        EachScope(node, variables).Where(scope => IsWanted(node, scope)).ToList();

    private IEnumerable<Variables> EachScope(YamlNode node, Variables variables)
    {
        if (Structural(node, Each) is not { } each)
            return [variables];
        if (each is not YamlMappingNode { Children.Count: 1 } pair)
            return Nothing(each, "x-each is one 'name: ${list}'");

        var (name, list) = pair.Children.Single();
        return Evaluate(list, variables) switch
        {
            Sequence items => items.Items.Select(item => variables.With(((YamlScalarNode)name).Value!, item)),
            var other => Nothing(list, $"x-each goes through a list, found {other.Kind}"),
        };
    }

    private bool IsWanted(YamlNode node, Variables variables)
    {
        if (Structural(node, When) is not { } when)
            return true;
        if (Evaluate(when, variables) is Scalar { Content: bool wanted })
            return wanted;
        Fail(when, "x-when takes true or false");
        return false;
    }

    private static YamlNode? Structural(YamlNode node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private Value EvaluateScalar(YamlScalarNode scalar, Variables variables) => Fill(scalar, text =>
        scalar.Style == ScalarStyle.Plain && !text.Contains('$')
            ? PlainScalar.Resolve(text)
            : HoleFilling.Fill(TextTemplate.Parse(text), variables));

    private string Text(YamlScalarNode key, Variables variables) =>
        Fill(key, text => HoleFilling.FillText(TextTemplate.Parse(text), variables)) is Scalar scalar ? scalar.Text : "";

    private Value Fill(YamlScalarNode scalar, Func<string, Value> fill)
    {
        try
        {
            return fill(scalar.Value ?? "");
        }
        catch (MalformedHoleException e)
        {
            var oneLine = scalar.Start.Line == scalar.End.Line;
            var quote = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
            var column = oneLine ? scalar.Start.Column + quote + e.Offset : scalar.Start.Column;
            Errors.Add(new TemplateError(file.Path, scalar.Start.Line, column, e.Message));
            return Scalar.Null;
        }
    }

    private Scalar Fail(YamlNode node, string message)
    {
        Errors.Add(new TemplateError(file.Path, node.Start.Line, node.Start.Column, message));
        return Scalar.Null;
    }

    private IEnumerable<Variables> Nothing(YamlNode node, string message)
    {
        Fail(node, message);
        return [];
    }
}
