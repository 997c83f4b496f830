using Fridge.Manifests;
using Fridge.Model;

namespace Fridge.Tests.Manifests.Monitoring;

/// <summary>A ready cluster file on each orchestrator by its name, for a theory.</summary>
internal static class MonitoredClusters
{
    public static (IRendering Rendering, Cluster Cluster) Of(string name, string file) => name == "swarm"
        ? (ReadyClusters.Swarm, ReadyClusters.Load(file).As(Orchestrator.Swarm))
        : (ReadyClusters.Kubernetes, ReadyClusters.Load(file).OnKubernetes());
}
