using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Provisioning.HostTasks;

/// <summary>How the cluster file speaks of a task, as a mapping under <c>hosts:</c>: whether it is on, where it isn't, and the task's own keys.</summary>
internal sealed class HostTaskSettings
{
    private readonly BooleanKey enabled;
    private readonly ListKey<string> except = new(
        new TextKey("except", "Nodes on which the task does nothing.", null, "a node's name"), "a list of nodes: [pico-1]")
    { Example = "[pico-1]" };

    /// <param name="name">The mapping's name: <c>time</c>.</param>
    /// <param name="sentence">What the task does, for the page and for an editor.</param>
    /// <param name="keys">The task's own.</param>
    public HostTaskSettings(string name, string sentence, params ImmutableArray<Key> keys)
    {
        enabled = new BooleanKey("enabled", "Whether the task does anything.") { Fallback = true };
        Section = new ClusterSection(new MapKey(name, sentence, [enabled, except, .. keys]), SectionGroup.Hosts);
    }

    /// <summary>The task does nothing unless the cluster file has its mapping.</summary>
    public bool OffByDefault { get; init; }

    public ClusterSection Section { get; }

    /// <summary>What the file says; null: it says nothing about the task.</summary>
    public SectionValues? Of(Cluster cluster) => SectionValues.Of(cluster, Section);

    public bool AreOn(Node node, Cluster cluster) =>
        Of(cluster) is { } said ? said.Get(enabled) && !said.Get(except).Contains(node.Name) : !OffByDefault;

    /// <exception cref="FridgeException">An exception names no node: wrong use.</exception>
    public void Check(Cluster cluster)
    {
        if (Of(cluster)?.Get(except).FirstOrDefault(name => cluster.Nodes.All(node => node.Name != name)) is { } stranger)
        {
            throw new FridgeException($"{cluster.SourceFile}: {Section.Path}.except names '{stranger}', which is not a node of the cluster.",
                $"The nodes are {string.Join(", ", cluster.Nodes.Select(node => node.Name))}.", wrongUse: true);
        }
    }
}
