using System.Security.Cryptography;
using System.Text;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Jvm;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>
/// A config of Swarm's, or a ConfigMap, declares its file with <c>x-file</c>: <c>path</c>; <c>render</c>: <c>verbatim</c>, <c>text</c>, <c>yaml</c> or
/// <c>arguments</c> (a YAML list that becomes a Java argument file); for <c>yaml</c> also <c>overlay</c>, mappings whose keys win, and
/// <c>release</c>, the Flink by whose names the options are written.
/// </summary>
/// <param name="NameOf">A file's name from its key and the hash of its content.</param>
internal sealed record FileRendering(TemplateSet Templates, Variables Variables, Func<string, string, string> NameOf)
{
    private const int HashDigits = 12;

    public ReleaseFile Render(string key, Value definition)
    {
        var file = (definition as Mapping)?["x-file"] as Mapping
            ?? throw new ManifestException($"the config '{key}' declares no x-file: {{path, render}}");
        var content = Content(file);
        return new ReleaseFile(NameOf(key, Hash(content)), FileName(Text(file, "path")), content);
    }

    private string Content(Mapping file)
    {
        var template = Find(Text(file, "path"));
        return Text(file, "render") switch
        {
            "verbatim" => template.Text,
            "text" => TextRenderer.Render(template, Variables),
            "yaml" => YamlText.Write(WithoutSecrets(
                Overlays(file).Prepend(YamlTemplate.Render(template, Variables)).Select(options => Named(options, file)).Aggregate(Overlay), file)),
            "arguments" => new JavaArgumentFile([.. Flatten(YamlTemplate.Render(template, Variables))]).ToString(),
            var other => throw new ManifestException(
                $"x-file {template.Path}: found render '{other}', expected verbatim, text, yaml or arguments"),
        };
    }

    private TemplateFile Find(string path) => Templates.Files.TryGetValue(path, out var file)
        ? file
        : throw new ManifestException($"x-file: no file '{path}' in {TemplateSet.TemplatesFolder}");

    private static IEnumerable<Value> Overlays(Mapping file) => file["overlay"] switch
    {
        null => [],
        Sequence several => several.Items,
        var one => [one],
    };

    /// <summary>Flat keys, as Flink's configuration has them: no deep merge.</summary>
    private static Value Overlay(Value content, Value overlay) => (content, overlay) switch
    {
        (Mapping below, Mapping above) => above.Entries.Aggregate(below, (merged, entry) => merged.With(entry.Key, entry.Value)),
        _ => content,
    };

    /// <summary>An override's, too: what Flink is configured with is a readable file.</summary>
    private static Value WithoutSecrets(Value content, Mapping file) =>
        file["release"] is not null && content is Mapping options && options.Entries.FirstOrDefault(option => SecretOptions.Holds(option.Key)).Key is { } key
            ? throw new ManifestException(
                $"x-file {Text(file, "path")}: the value of '{key}' is a secret; the cluster file says where it comes from, in flink.config: {key}: {SecretRef.Example(key)}")
            : content;

    /// <summary>Before they are laid over each other: a deprecated name above wins over today's below.</summary>
    private static Value Named(Value content, Mapping file) => (content, file["release"]) switch
    {
        (Mapping options, Scalar version) => new Mapping([.. options.Entries.SelectMany(
            entry => ReleaseNames.Of(entry.Key, version.Text).Select(name => KeyValuePair.Create(name, entry.Value)))]),
        _ => content,
    };

    private static IEnumerable<string> Flatten(Value value) => value switch
    {
        Sequence list => list.Items.SelectMany(Flatten),
        Scalar scalar => [scalar.Text],
        _ => throw new ManifestException("a Java argument file is a list of texts, found a mapping in it"),
    };

    private static string Text(Mapping file, string key) =>
        file[key] is Scalar { IsEmpty: false } scalar ? scalar.Text : throw new ManifestException($"x-file has no '{key}'");

    private static string FileName(string path) =>
        Path.GetFileName(path) is var name && name.EndsWith(".args.yaml", StringComparison.Ordinal)
            ? name[..^".yaml".Length]
            : name;

    private static string Hash(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..HashDigits];
}
