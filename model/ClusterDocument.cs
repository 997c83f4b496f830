using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>A cluster file as it was read: the cluster, and what is the file's alone.</summary>
/// <param name="Cluster">What the rooms need to know.</param>
/// <param name="Virtual">Present: the nodes are virtual Pis, made on this machine. Whoever chooses the source of the nodes asks, once; it is no part of the cluster.</param>
/// <param name="Warnings">What works but is likely not meant, such as an even number of managers; shown, never fatal.</param>
public sealed record ClusterDocument(Cluster Cluster, VirtualNetwork? Virtual, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>All that was read: equal texts, equal clusters, where the file names the nodes.</summary>
    public string Text { get; init; } = "";

    /// <summary>Its nodes are those of an existing Kubernetes, and nobody has asked its API yet: rules about nodes were not applied.</summary>
    public bool WantsNodes => Cluster is { IsAdopted: true, Nodes.IsEmpty: true };
}
