using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Stages;

/// <summary>What an orchestrator brings to converging: how hosts that are ready become one cluster.</summary>
internal interface IClusterForming
{
    /// <summary>For the host tasks.</summary>
    IOrchestratorFacts Orchestrator { get; }

    /// <summary>Read on every node, with the host tasks' facts.</summary>
    IEnumerable<Fact> Facts { get; }

    /// <summary>After the host tasks, in their order.</summary>
    ImmutableArray<Stage> Stages { get; }

    /// <summary>Pure: what makes this cluster none of ours to form, found with the first facts and again after each stage.</summary>
    IEnumerable<Finding> Refusals(ClusterView cluster);

    /// <summary>The nodes that don't say yet which cluster they are in, as those whose engine is stopped.</summary>
    IEnumerable<NodeView> Silent(ClusterView cluster);

    /// <exception cref="FridgeException">The nodes are not one cluster.</exception>
    FormedCluster Read(ClusterView cluster);
}
