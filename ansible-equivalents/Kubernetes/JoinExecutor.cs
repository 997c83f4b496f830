using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Joins nodes: one token for all of them, for minutes, which travels through standard input alone and is taken back at the end.</summary>
/// <param name="prepare">Puts what a join takes on the node, its token with it.</param>
internal sealed class JoinExecutor(
    INodeSessions sessions, Redactor redactor, KubernetesLayout layout, Func<NodeView, JoinKubernetes, Secret, ShellText> prepare, IStageExecutor shell) : IStageExecutor
{
    private static readonly TimeSpan TakingBack = TimeSpan.FromSeconds(30);

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        var manager = await sessions.OpenAsync(cluster.FirstManager.Name, cancellationToken);
        var token = await held.ChangeAsync(until => TokenAsync(manager, until), cancellationToken);
        try
        {
            var joins = changes.Cast<JoinKubernetes>().ToList();
            await FanOut.Short.RunAsync(joins, (join, each) => held.ChangeAsync(until => PrepareAsync(cluster, join, token, until), each), cancellationToken);
            await shell.ApplyAsync(cluster, [.. joins.Select(join => Joining(cluster, join))], held, cancellationToken);
        }
        finally
        {
            using var limit = new CancellationTokenSource(TakingBack);
            await manager.TryExecAsync(new RemoteCommand(layout.Program, "token", "delete", PublicPart(token)) { AsRoot = true, TimeLimit = TakingBack }, limit.Token);
        }
    }

    private async Task<Secret> TokenAsync(NodeSession manager, CancellationToken cancellationToken)
    {
        var made = (await manager.ExecAsync(new RemoteCommand(layout.Program, "token", "create", "--ttl", "15m") { AsRoot = true }, cancellationToken)).StandardOutput.Trim();
        redactor.Hide(WithoutAuthority(made));
        return redactor.Hide(made);
    }

    /// <summary>The half before the point; k3s' tokens have the hash of the cluster's CA before both.</summary>
    private static string PublicPart(Secret token) => WithoutAuthority(token.Reveal()).Split('.')[0];

    private static string WithoutAuthority(string token) => token.Split("::")[^1];

    private async Task PrepareAsync(ClusterView cluster, JoinKubernetes join, Secret token, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(join.Node, cancellationToken);
        await session.ScriptAsync(prepare(cluster.All.Single(node => node.Name == join.Node), join, token), asRoot: true, cancellationToken);
    }

    private ShellChange Joining(ClusterView cluster, JoinKubernetes join) => new(
        KubernetesPlanner.Source, join.Node, join.Description, "", Shell.Text($"join_kubernetes {cluster.Cluster.Name} {join.Node} {layout.Join}\n"))
    {
        Helpers = layout.Functions,
    };
}
