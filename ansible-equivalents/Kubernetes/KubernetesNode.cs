using System.Collections.Immutable;
using System.Net;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>A node as the API server knows it.</summary>
internal sealed record KubernetesNode(string Name)
{
    /// <summary>Its kubelet's: <c>v1.20.2</c>.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where its pods have their addresses; null: nobody gave it a network yet.</summary>
    public IPNetwork? Pods { get; init; }

    public string? Address { get; init; }

    public bool IsReady { get; init; }

    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary><c>key:Effect</c>.</summary>
    public ImmutableArray<string> Taints { get; init; } = [];

    /// <param name="lines">A word, a space, its value; <c>node</c> begins the next.</param>
    public static ImmutableArray<KubernetesNode> Parse(IEnumerable<string> lines)
    {
        var nodes = new List<KubernetesNode>();
        foreach (var words in lines.Select(line => line.Split(' ', 2)).Where(words => words.Length == 2))
        {
            if (words[0] == "node") nodes.Add(new(words[1]));
            else if (nodes.Count > 0) nodes[^1] = nodes[^1].With(words[0], words[1]);
        }
        return [.. nodes];
    }

    private KubernetesNode With(string word, string value) => word switch
    {
        "version" => this with { Version = value },
        "pods" => this with { Pods = IPNetwork.Parse(value) },
        "address" => this with { Address = value },
        "ready" => this with { IsReady = value == "True" },
        "taint" => this with { Taints = Taints.Add(value) },
        "label" when value.Split('=', 2) is [var key, var of] => this with { Labels = Labels.SetItem(key, of) },
        _ => this,
    };
}
