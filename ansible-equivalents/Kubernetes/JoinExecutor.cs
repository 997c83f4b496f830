using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Joins nodes: one token for all of them, for minutes, which travels through standard input alone and is taken back at the end.</summary>
internal sealed class JoinExecutor(INodeSessions sessions, Redactor redactor, IStageExecutor shell) : IStageExecutor
{
    private const string Kubeadm = "/usr/local/bin/kubeadm";

    private static readonly TimeSpan TakingBack = TimeSpan.FromSeconds(30);

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        var first = cluster[cluster.FirstManager];
        var manager = await sessions.OpenAsync(first.Name, cancellationToken);
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
            await manager.TryExecAsync(new RemoteCommand(Kubeadm, "token", "delete", token.Reveal().Split('.')[0]) { AsRoot = true, TimeLimit = TakingBack }, limit.Token);
        }
    }

    private async Task<Secret> TokenAsync(NodeSession manager, CancellationToken cancellationToken)
    {
        var made = await manager.ExecAsync(new RemoteCommand(Kubeadm, "token", "create", "--ttl", "15m") { AsRoot = true }, cancellationToken);
        return redactor.Hide(made.StandardOutput.Trim());
    }

    private async Task PrepareAsync(ClusterView cluster, JoinKubernetes join, Secret token, CancellationToken cancellationToken)
    {
        var node = cluster.All.Single(node => node.Name == join.Node);
        var session = await sessions.OpenAsync(join.Node, cancellationToken);
        var authority = cluster[cluster.FirstManager].Read(KubernetesFacts.Authority)!;
        await session.ScriptAsync(KubeadmConfig.Join(node, join.Manager, authority, token), asRoot: true, cancellationToken);
    }

    private static ShellChange Joining(ClusterView cluster, JoinKubernetes join) => new(
        KubernetesPlanner.Source, join.Node, join.Description, "", Shell.Text($"join_kubernetes {cluster.Cluster.Name} {join.Node} {KubernetesPaths.Join}\n"))
    {
        Helpers = KubernetesShell.Functions,
    };
}
