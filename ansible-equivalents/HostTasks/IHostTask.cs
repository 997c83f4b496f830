using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks;

/// <summary>One concern of a host, whole in its folder: what it reads, where it applies, what should change. <c>README.md</c> says how to add one.</summary>
internal interface IHostTask
{
    /// <summary>As the plan shows it; unique.</summary>
    string Name { get; }

    /// <summary>All that <see cref="Examine"/> reads beside <see cref="NodeView.Facts"/> and the addresses; read where the task applies and nowhere else.</summary>
    IEnumerable<Fact> Facts { get; }

    /// <summary>More of them: those whose arguments are the cluster file's.</summary>
    IEnumerable<Fact> FactsOf(Cluster cluster) => [];

    /// <summary>Its mapping under <c>hosts:</c> in the cluster file; null: it has no settings and can't be off, since others stand on it.</summary>
    HostTaskSettings? Settings => null;

    /// <summary>Names of tasks whose changes come first on a node.</summary>
    IEnumerable<string> After => [];

    /// <summary>Shell functions that its changes call.</summary>
    string Shell => "";

    /// <summary>Whether it has anything to do with the node, by the cluster file alone.</summary>
    bool AppliesTo(Node node, Cluster cluster) => true;

    /// <summary>What the firewall closes for it, on every node; also where the task itself is off.</summary>
    IEnumerable<ClosedPort> Ports(Cluster cluster) => [];

    /// <summary>Pure: what should change on the node, what to say, what to refuse, what the node needs.</summary>
    IEnumerable<Finding> Examine(NodeView node);

    /// <summary>Pure: what a person should know where the cluster file has it off; none of its facts was read.</summary>
    /// <param name="found">By the tasks that are on.</param>
    IEnumerable<Finding> WhenOff(NodeView node, IReadOnlyCollection<Finding> found) => [];
}

/// <summary>A task that asks what the others found on a node, such as a reboot that they need, or has something to do when all of them are made.</summary>
internal interface IFollowUpTask : IHostTask
{
    /// <param name="found">By all tasks that apply to the node, in their order.</param>
    IEnumerable<Finding> FollowUp(NodeView node, IReadOnlyCollection<Finding> found);

    IEnumerable<Finding> IHostTask.Examine(NodeView node) => [];
}
