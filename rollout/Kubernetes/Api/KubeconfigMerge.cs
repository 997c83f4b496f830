using Fridge.Tooling;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>
/// A cluster's kubeconfig among those that a person has: its cluster, user and context under one name of Fridge's, all else as it was. Comments go, as
/// <c>kubectl config</c> loses them.
/// </summary>
public static class KubeconfigMerge
{
    /// <summary>Of the cluster, its user and its context: a person's own of the plain name stay theirs.</summary>
    public static string NameOf(string cluster) => $"fridge-{cluster}";

    /// <param name="present">What the person has; null or empty: nothing.</param>
    /// <param name="path">As a person names the file.</param>
    /// <param name="own">As kubeadm writes it: one cluster, one user.</param>
    /// <returns><paramref name="present"/> itself where the cluster is in it already.</returns>
    /// <exception cref="FridgeException">Wrong use: what is present is no kubeconfig.</exception>
    public static string Merge(string? present, string path, string own, string cluster)
    {
        var name = NameOf(cluster);
        var ours = Read(own, $"of {cluster}");
        var merged = string.IsNullOrWhiteSpace(present) ? NewOne() : Read(present, path);
        var before = Text(merged);
        Set(merged, "clusters", name, "cluster", FirstOf(ours, "clusters", "cluster"), path);
        Set(merged, "users", name, "user", FirstOf(ours, "users", "user"), path);
        Set(merged, "contexts", name, "context", new YamlMappingNode { { "cluster", name }, { "user", name } }, path);
        if (!merged.Children.TryGetValue("current-context", out var current) || current is YamlScalarNode { Value: null or "" })
            merged.Children["current-context"] = name;
        var after = Text(merged);
        return present is not null && after == before ? present : after;
    }

    private static YamlMappingNode NewOne() => new() { { "apiVersion", "v1" }, { "kind", "Config" } };

    private static void Set(YamlMappingNode config, string list, string name, string what, YamlNode value, string path)
    {
        if (!config.Children.TryGetValue(list, out var found) || found is YamlScalarNode { Value: null or "" or "null" or "~" })
            config.Children[list] = found = new YamlSequenceNode();
        if (found is not YamlSequenceNode entries)
            throw Wrong(path, found.Start, $"{list} is not a list");
        var entry = new YamlMappingNode { { "name", name }, { what, value } };
        var at = entries.Children.ToList().FindIndex(each => each is YamlMappingNode map && map.Children.TryGetValue("name", out var its) && its is YamlScalarNode { Value: var known } && known == name);
        if (at < 0)
            entries.Add(entry);
        else
            entries.Children[at] = entry;
    }

    private static YamlNode FirstOf(YamlMappingNode config, string list, string what) => ((YamlMappingNode)((YamlSequenceNode)config.Children[list])[0]).Children[what];

    private static YamlMappingNode Read(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException problem)
        {
            throw Wrong(path, problem.Start, problem.Message.TrimEnd('.'));
        }

        return stream.Documents is [{ RootNode: YamlMappingNode config }] ? config : throw Wrong(path, Mark.Empty, "it is not a kubeconfig");
    }

    private static string Text(YamlMappingNode config)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(config)).Save(writer, assignAnchors: false);
        var text = writer.ToString();
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static FridgeException Wrong(string path, Mark place, string why) => new(
        $"{path}:{place.Line}:{place.Column}: {why}. Nothing was changed.", "Fix it, or name another file: KUBECONFIG=FILE ./build.sh Kubeconfig --merge", wrongUse: true);
}
