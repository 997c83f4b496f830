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
        var evaluation = new Evaluation(file);
        var value = evaluation.Root(Parse(file), variables);
        return evaluation.Errors.Count == 0 ? value : throw new TemplateException([.. evaluation.Errors]);
    }

    private static YamlNode Parse(TemplateFile file)
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

        return stream.Documents is [var only]
            ? only.RootNode
            : throw new TemplateException(new TemplateError(
                file.Path, 1, 1, $"found {stream.Documents.Count} YAML documents, expected one"));
    }
}
