using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Nodes;

namespace Fridge.Provisioning.Roles.Reboot;

/// <summary>Reboots nodes one after another and waits until each is back under another boot id.</summary>
internal sealed class RebootExecutor(INodeSessions sessions, IReport report, TimeProvider time) : IStageExecutor
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes.Cast<ShellChange>())
        {
            report.Info($"{change.Node}: {change.Description}");
            var before = cluster.Nodes[change.Node].Read(RebootRole.BootId);
            var session = await sessions.OpenAsync(change.Node, cancellationToken);
            await session.ExecAsync(RemoteCommand.Shell(ShellText.Trusted(change.Script)) with { AsRoot = true }, cancellationToken);
            await AwaitAsync(change.Node, before, cancellationToken);
        }
    }

    private async Task AwaitAsync(string node, string before, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Limit;
        while (await BootIdAsync(node, cancellationToken) is not { } now || now == before)
        {
            if (time.GetUtcNow() > until)
                throw new FridgeException($"{node} didn't come back within {Limit.TotalMinutes:0} minutes of its reboot.", $"Look at {node} itself, then run this again.");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Null: out of reach, as it should be for a while.</summary>
    private async Task<string?> BootIdAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            var session = await sessions.OpenAsync(node, cancellationToken);
            var result = await session.TryExecAsync(RemoteCommand.Shell(ShellText.Trusted(RebootRole.BootId.Script)), cancellationToken);
            return result.ExitStatus == 0 ? result.StandardOutput.Trim() : null;
        }
        catch (Exception failure) when (failure is FridgeException or IOException)
        {
            report.Detail($"{node} is out of reach: {failure.Message}");
            return null;
        }
    }
}
