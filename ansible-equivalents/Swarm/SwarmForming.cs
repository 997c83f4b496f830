using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Swarm;

/// <summary>Docker Swarm: managers, workers, labels.</summary>
internal sealed class SwarmForming(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor) : IClusterForming
{
    private readonly SwarmExecutor executor = new(sessions, report, time, redactor);

    public IOrchestratorFacts Orchestrator { get; } = new SwarmFacts();

    public IEnumerable<Fact> Facts => [EngineFacts.Info, SystemFacts.Routes, EngineFacts.SwarmNodes, EngineFacts.SwarmCertificate, KubernetesMembership.Maker];

    public ImmutableArray<Stage> Stages =>
    [
        new("managers", SwarmPlanner.Managers, executor),
        new("workers", SwarmPlanner.Workers, executor),
        new("labels", SwarmPlanner.Labels, executor),
    ];

    public IEnumerable<Finding> Refusals(ClusterView cluster) => SwarmPlanner.Refusals(cluster);

    public IEnumerable<NodeView> Silent(ClusterView cluster) => SwarmState.Silent(cluster);

    public FormedCluster Read(ClusterView cluster) => SwarmState.Read(cluster).Leader is not null
        ? FormedClusterReader.Read(cluster)
        : throw new FridgeException($"No manager of {cluster.Cluster.Name} leads a swarm.", "./build.sh Provision");
}
