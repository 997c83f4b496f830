using System.Collections.Immutable;
using Fridge.Manifests.Values;
using Fridge.Model.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fridge.Manifests.Grammar;

/// <summary>A template that is valid YAML: holes in its scalars and keys, <c>x-when</c> and <c>x-each</c> in its mappings.</summary>
internal static class YamlTemplate
{
    /// <exception cref="TemplateException">Everything that is wrong in the file.</exception>
    public static Value Render(TemplateFile file, Variables variables)
    {
        var documents = Parse(file);
        return documents is [var only]
            ? Evaluated(file, evaluation => evaluation.Root(only, variables))
            : throw new TemplateException(new TemplateError(file.Path, 1, 1, $"found {documents.Count} YAML documents, expected one"));
    }

    /// <summary>Of a file with any number of documents, each with the line that it begins in.</summary>
    /// <exception cref="TemplateException">Everything that is wrong in the file.</exception>
    public static ImmutableArray<(long Line, Value Value)> RenderAll(TemplateFile file, Variables variables) => Evaluated(
        file,
        evaluation => Parse(file).SelectMany(node => evaluation.Roots(node, variables).Select(value => (node.Start.Line, value))).ToImmutableArray());

    private static T Evaluated<T>(TemplateFile file, Func<Evaluation, T> evaluate)
    {
        var evaluation = new Evaluation(file);
        var value = evaluate(evaluation);
        return evaluation.Errors.Count == 0 ? value : throw new TemplateException([.. evaluation.Errors]);
    }

    private static List<YamlNode> Parse(TemplateFile file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new GuardedParser(file.Text));
        }
        catch (YamlException e)
        {
            throw new TemplateException(new TemplateError(file.Path, e.Start.Line, e.Start.Column, $"not YAML: {e.Message.TrimEnd('.')}; is a quote, a bracket or a brace not closed?"));
        }

        return [.. stream.Documents.Select(document => document.RootNode)];
    }
}
