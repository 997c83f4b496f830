using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.UiPort;

/// <summary>Flink's port on the first manager, which has to be free or Flink's already: found now instead of by a task that never starts.</summary>
internal sealed class UiPortTask : IHostTask
{
    /// <summary>What stacks publish. Null: no manager that answers.</summary>
    private static readonly Fact<ImmutableArray<Service>?> Published = EngineFacts.Asked<ImmutableArray<Service>?>(
        "stack_ports", """/services?filters={"label":["com.docker.stack.namespace"]}""".Replace("\"", "%22"),
        text => text.Status == 0 ? EngineFacts.Json<ImmutableArray<Service>>(text) : null);

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
            return services.Any(service => service.Stack == stack && service.Replicas > 0 && service.Publishes(port));
        return node.Read(EngineFacts.Info) is { } engine ? engine.Swarm.IsActive : node.Read(EngineFacts.Programs).Contains("dockerd");
    }

    private sealed record Service(ServiceSpec Spec)
    {
        public string? Stack => Spec.Labels?.GetValueOrDefault("com.docker.stack.namespace");

        public long Replicas => Spec.Mode?.Replicated is { } replicated ? replicated.Replicas : 1;

        public bool Publishes(int port) => Spec.EndpointSpec?.Ports?.Any(published => published.PublishedPort == port) ?? false;
    }

    private sealed record ServiceSpec(Dictionary<string, string>? Labels, ServiceMode? Mode, EndpointSpec? EndpointSpec);

    private sealed record ServiceMode(ReplicatedMode? Replicated);

    private sealed record ReplicatedMode(long Replicas);

    private sealed record EndpointSpec(ImmutableArray<PublishedEntry>? Ports);

    private sealed record PublishedEntry(int PublishedPort);
}
