using Fridge.Nodes;
using Fridge.Provisioning.Stages;
using Fridge.Provisioning.Swarm;

namespace Fridge.Provisioning;

/// <summary>Of which orchestrator hosts that are ready become a cluster.</summary>
public sealed class ClusterForming
{
    private readonly Func<INodeSessions, IReport, TimeProvider, Redactor, IClusterForming> make;

    private ClusterForming(Func<INodeSessions, IReport, TimeProvider, Redactor, IClusterForming> make) => this.make = make;

    public static ClusterForming Swarm { get; } = new((sessions, report, time, redactor) => new SwarmForming(sessions, report, time, redactor));

    internal IClusterForming With(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor) =>
        make(sessions, report, time, redactor);
}
