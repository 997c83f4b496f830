using System.Globalization;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Firewall;

/// <summary>The ports that are closed on one node.</summary>
internal static class PortsToClose
{
    /// <summary>
    /// The port of the node's sshd by which this very run comes in; null: none. The way up to the process that sshd started, whose environment says it:
    /// sudo passes it on to nobody. All is read by the shell itself.
    /// </summary>
    public static readonly Fact<int?> Ssh = new("ssh_port", """
        pid=$$
        while [ "$pid" -gt 1 ]; do
          while read -r all || [ "$all" ]; do
            case $all in *SSH_CONNECTION=*) set -- ${all#*SSH_CONNECTION=}; echo "${4%%[!0-9]*}"; exit ;; esac
          done <"/proc/$pid/environ"
          read -r stat <"/proc/$pid/stat" || exit 1
          set -- ${stat##*)}
          pid=$2
        done
        """, text => int.TryParse(text.FirstLine, CultureInfo.InvariantCulture, out var port) ? port : null);

    /// <param name="before">What is closed there now.</param>
    public static IReadOnlyList<ClosedPort> Of(NodeView node, IEnumerable<ClosedPort> before) => [.. Wanted(node, before).Where(port => port.IsOfPods || !IsSsh(node, port))];

    /// <summary>What stands in the way of closing them: where ssh comes in, and where something of a person's answers.</summary>
    public static IEnumerable<Refusal> Taken(string source, NodeView node)
    {
        foreach (var port in Wanted(node, []).Where(port => !port.IsOfPods && IsSsh(node, port)).Take(1))
        {
            yield return new Refusal(source, node.Name, $"sshd of {node.Name} listens on port {port.Port}, which the cluster needs and closes to all but its nodes.",
                $"Let sshd of {node.Name} listen on another port.")
            { WrongUse = true };
        }

        var orchestrator = node.All.Orchestrator;
        if (orchestrator.MayListen(node)) yield break;
        foreach (var port in orchestrator.OwnPorts(node.Node).Where(port => port != node.Read(Ssh) && node.Read(SystemFacts.Listening).Contains(port)))
        {
            yield return new Refusal(source, node.Name, $"The port {port} of {node.Name}, which {orchestrator.Title} needs, is taken: another program listens there.",
                $"To find that program, on {node.Name}: sudo ss -ltnp 'sport = :{port}'; give it another port.")
            { WrongUse = true };
        }
    }

    private static bool IsSsh(NodeView node, ClosedPort port) => port.Protocol == "tcp" && port.Port == node.Read(Ssh);

    private static IEnumerable<ClosedPort> Wanted(NodeView node, IEnumerable<ClosedPort> before) =>
        node.All.Ports.Where(port => port.IsOn(node.Node)).Concat(Running(node, before)).DistinctBy(port => (port.Protocol, port.Port));

    /// <summary>
    /// What the stack publishes now, also where the cluster file says otherwise meanwhile: it does so until the rollout. A manager that doesn't say is no
    /// reason to open anything.
    /// </summary>
    private static IEnumerable<ClosedPort> Running(NodeView node, IEnumerable<ClosedPort> before) =>
        (node.All.Orchestrator.Published(node) ?? before).Select(port => port with { AllowFrom = node.All.Cluster.Flink.AllowFrom });
}
