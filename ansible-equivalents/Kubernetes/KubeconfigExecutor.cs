using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>Brings the administrator's kubeconfig, which holds a key, to its owner's folder here.</summary>
internal sealed class KubeconfigExecutor(INodeSessions sessions, IReport report, Redactor redactor, KubernetesLayout layout, KubeconfigFile file) : IStageExecutor
{
    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            report.Info($"{change.Node}: {change.Description}");
            var session = await sessions.OpenAsync(change.Node, cancellationToken);
            var text = (await session.ExecAsync(new RemoteCommand("sh", "-c", layout.PrintAdmin) { AsRoot = true }, cancellationToken)).StandardOutput;
            foreach (var line in text.Split('\n').Where(line => line.Contains("client-key-data:", StringComparison.Ordinal)))
                redactor.Hide(line.Split(':', 2)[1].Trim());
            await file.WriteAsync(text, cancellationToken);
        }
    }
}
