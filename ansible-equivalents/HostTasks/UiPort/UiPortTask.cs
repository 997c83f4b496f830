using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.UiPort;

/// <summary>Flink's port on the first manager, which has to be free or Flink's already: found now instead of by a task that never starts.</summary>
internal sealed class UiPortTask : IHostTask
{
    /// <summary>Lines <c>pico 1 8081</c>: a stack, the replicas of one of its services, the ports that it publishes. Null: no manager that answers.</summary>
    private static readonly Fact<ImmutableArray<StackPorts>?> Published = new("stack_ports", """
        ids=$(docker service ls -q --filter label=com.docker.stack.namespace) || exit 1
        [ -n "$ids" ] || exit 0
        docker service inspect --format '{{index .Spec.Labels "com.docker.stack.namespace"}} {{with .Spec.Mode.Replicated}}{{.Replicas}}{{else}}1{{end}}{{with .Spec.EndpointSpec}}{{range .Ports}} {{.PublishedPort}}{{end}}{{end}}' $ids
        """, text => text.Status == 0 ? [.. text.Lines.Select(StackPorts.Parse)] : null) { Requires = "docker" };

    public string Name => "ui port";

    public HostTaskSettings Settings { get; } = new("uiPort", "Refuses a port of Flink that something else listens on. Off: a task that never starts tells it later.");

    public IEnumerable<Fact> Facts => [SystemFacts.Listening, Published, EngineFacts.Info, EngineFacts.Programs];

    public bool AppliesTo(Node node, Cluster cluster) => node.Name == cluster.Managers.First().Name;

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var (cluster, port) = (node.All.Cluster, node.All.Cluster.Flink.UiPort);
        if (!node.Read(SystemFacts.Listening).Contains(port) || MayBeFlinks(node, cluster.Name, port)) yield break;
        yield return new Refusal(Name, node.Name,
            $"The port {port} of {node.Name}, which flink.uiPort asks for, is taken: something that isn't the Flink of {cluster.Name} listens there.",
            $"See what it is, on {node.Name}: sudo ss -ltnp 'sport = :{port}'; stop it, or write another flink.uiPort into {cluster.SourceFile}.")
        {
            WrongUse = true,
        };
    }

    /// <summary>An engine that should know and doesn't say is believed, so that no Deploy refuses its own Flink.</summary>
    private static bool MayBeFlinks(NodeView node, string stack, int port)
    {
        if (node.Read(Published) is { } services)
            return services.Any(service => service.Stack == stack && service.Replicas > 0 && service.Ports.Contains(port));
        return node.Read(EngineFacts.Info) is { } engine ? engine.Swarm.IsActive : node.Read(EngineFacts.Programs).Contains("dockerd");
    }

    private sealed record StackPorts(string Stack, long Replicas, ImmutableArray<int> Ports)
    {
        public static StackPorts Parse(string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new(words[0], long.Parse(words[1], CultureInfo.InvariantCulture), [.. words[2..].Select(word => int.Parse(word, CultureInfo.InvariantCulture))]);
        }
    }
}
