using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks;

/// <summary>One concern of a host: the facts it asks for, and what they mean for this cluster.</summary>
public interface IHostTask
{
    /// <summary>As the plan shows it.</summary>
    string Name { get; }

    IEnumerable<Fact> Facts { get; }

    /// <summary>Pure: what should change on the node, what to say, what to refuse.</summary>
    IEnumerable<Finding> Examine(NodeView node);
}
