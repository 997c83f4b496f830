using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Apply;

namespace Fridge.Rollout.Kubernetes;

/// <summary>What a cluster has in a Kubernetes, over one connection.</summary>
internal sealed class ClusterParts
{
    public ClusterParts(IKubernetesApi api, KubernetesAccess access, string cluster)
    {
        (Api, Kinds) = (api, new Discovery(api));
        Apply = new ServerSideApply(api, Kinds, access.Namespace, access.ForceConflicts);
        Set = new ApplySet(api, Kinds, Apply, access.Namespace, cluster);
        Namespace = new ClusterNamespace(api, Apply, access.Namespace, cluster, mayRemove: !access.IsAdopted);
    }

    public IKubernetesApi Api { get; }

    public Discovery Kinds { get; }

    public ServerSideApply Apply { get; }

    public ApplySet Set { get; }

    public ClusterNamespace Namespace { get; }
}
