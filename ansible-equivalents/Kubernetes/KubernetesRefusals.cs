using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>What Fridge won't touch: a swarm, a Kubernetes of somebody else's, and what this version can't make of a cluster file yet.</summary>
internal static class KubernetesRefusals
{
    /// <exception cref="FridgeException">The cluster file asks for what isn't there yet: wrong use.</exception>
    public static void ThrowIfNotYet(Cluster cluster)
    {
        var kubernetes = cluster.Kubernetes!;
        if (cluster.Orchestrator == Orchestrator.Kubeadm && kubernetes is { Network: PodNetwork.Flannel, Flannel: null })
        {
            throw new FridgeException(
                $"{cluster.SourceFile}: kubernetes.network is flannel, and the file doesn't name flannel's images.",
                $"Set kubernetes: {{network: routes}}, which needs no images (all nodes must be on one network then); or kubernetes: {{flannel: {{image, plugin}}}}, each with its digest. Upstream's: {FlannelImages.Upstream}", wrongUse: true);
        }

        if (cluster.Managers.Skip(1).FirstOrDefault() is { } second)
            throw NotYet(cluster, $"a second control plane ({second.Name})", "Give the role manager to one node only.");
    }

    public static IEnumerable<Refusal> Of(ClusterView cluster)
    {
        var state = new KubernetesState(cluster);
        return [.. cluster.All.SelectMany(OfNode), .. cluster.All.SelectMany(node => OfMembership(node, state)), .. OfVersion(state), .. Strangers(state)];
    }

    private static FridgeException NotYet(Cluster cluster, string what, string instead) => new(
        $"{cluster.SourceFile}: this version of Fridge doesn't make {what} yet.", instead, wrongUse: true);

    private static IEnumerable<Refusal> OfNode(NodeView node)
    {
        var file = node.All.Cluster.SourceFile;
        if (node.Read(EngineFacts.Info) is { Swarm.LocalNodeState: not "inactive" } engine)
        {
            yield return Refuse(node, $"{node.Name} is in a swarm ({engine.Swarm.LocalNodeState}), and {file} asks for Kubernetes.",
                $"If nothing in that swarm is needed, on {node.Name}: sudo docker swarm leave --force; then here: ./build.sh Deploy --cluster {file}");
        }

        var wanted = KubernetesLayout.Of(node.All.Cluster).Maker;
        if (node.Read(KubernetesMembership.Maker) is { } other && other != wanted)
        {
            yield return Refuse(node, $"{node.Name} is in a Kubernetes by {other}, and {file} asks for one by {wanted}.",
                $"If nothing in it is needed, on {node.Name}: {KubernetesMembership.Leave(other)}; then here: ./build.sh Deploy --cluster {file}. Or use it as it is: orchestrator: kubernetes.");
        }
        else if (node.Read(KubernetesMembership.Maker) is { } maker && !IsOurs(node))
        {
            yield return Refuse(node, $"{node.Name} is in a Kubernetes that Fridge didn't make for {node.All.Cluster.Name} ({maker}).",
                $"If nothing in it is needed, on {node.Name}: {KubernetesMembership.Leave(maker)}; then here: ./build.sh Deploy --cluster {file}. Or use it as it is: orchestrator: kubernetes.");
        }
    }

    private static bool IsOurs(NodeView node) =>
        node.Read(KubernetesFacts.Of(node.All.Cluster).Mark) is { } mark && (mark == KubernetesState.Formed(node.All.Cluster) || mark == KubernetesState.Forming(node.All.Cluster));

    /// <summary>One that Fridge joined to a control plane that is no more.</summary>
    private static IEnumerable<Refusal> OfMembership(NodeView node, KubernetesState state)
    {
        if (node.Name == state.First.Name || !KubernetesState.IsMember(node)) yield break;
        if (!state.IsFormed || AuthorityOf(node) != AuthorityOf(state.First))
        {
            yield return Refuse(node, $"{node.Name} is in another Kubernetes than {state.First.Name}.",
                $"If nothing in it is needed, on {node.Name}: {KubernetesMembership.Leave(KubernetesLayout.Of(node.All.Cluster).Maker)}; then here: ./build.sh Deploy --cluster {node.All.Cluster.SourceFile}");
        }
    }

    private static string? AuthorityOf(NodeView node) => node.Read(KubernetesFacts.Of(node.All.Cluster).Authority);

    private static IEnumerable<Refusal> OfVersion(KubernetesState state)
    {
        var asked = $"v{state.Cluster.Cluster.Kubernetes!.Version}";
        foreach (var node in state.Cluster.All)
        {
            // k3s has its own number behind Kubernetes': v1.26.15+k3s1.
            if (state.Of(node) is { } known && known.Version.Split('+')[0] != asked)
            {
                yield return Refuse(node, $"{node.Name} runs Kubernetes {known.Version}, and {state.Cluster.Cluster.SourceFile} says {asked}: Fridge doesn't upgrade a Kubernetes.",
                    $"Write kubernetes: {{version: {known.Version.TrimStart('v').Split('+')[0]}}}.");
            }
        }
    }

    /// <summary>Pods that run would have neither addresses nor ways of the new one.</summary>
    /// <param name="key">Of the cluster file's <c>kubernetes</c>.</param>
    /// <param name="has">As the file would say it.</param>
    public static Refusal OfNetwork(NodeView first, string key, string has) => Refuse(first,
        $"The pods of {first.Name}'s Kubernetes have the {key} {has}, and {first.All.Cluster.SourceFile} asks for another: Fridge changes no network below pods that run.",
        $"Write kubernetes: {{{key}: {has}}}.");

    /// <summary>Members that the cluster file doesn't name.</summary>
    private static IEnumerable<Refusal> Strangers(KubernetesState state)
    {
        var layout = KubernetesLayout.Of(state.Cluster.Cluster);
        foreach (var stranger in (state.Nodes ?? []).Where(known => state.Cluster.All.All(node => node.Name != known.Name)))
        {
            yield return Refuse(state.First, $"The Kubernetes of {state.First.Name} has a node that {state.Cluster.Cluster.SourceFile} doesn't name: {stranger.Name} ({stranger.Address}).",
                $"Name it in the cluster file, or remove it: on {state.First.Name} `sudo {layout.Kubectl} --kubeconfig {layout.Admin} delete node {stranger.Name}`, then on the node itself: {KubernetesMembership.Leave(layout.Maker)}");
        }
    }

    public static Refusal Refuse(NodeView node, string text, string next) => new(KubernetesPlanner.Source, node.Name, text, next) { WrongUse = true };
}
