using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Processes;
using Fridge.Tooling.Waiting;

namespace Fridge.Provisioning.HostTasks.Reboot;

/// <summary>Reboots nodes one after another and waits until each is back under another boot id, with an engine that answers.</summary>
internal sealed class RebootExecutor(INodeSessions sessions, IReport report, TimeProvider time) : IStageExecutor
{
    private const int LeastStatusOfASignal = 128;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly RemoteCommand Reboot = RemoteCommand.Shell($"systemctl --no-block reboot") with { AsRoot = true };

    private static readonly RemoteCommand AskWhetherBack =
        RemoteCommand.Shell(ShellText.Trusted($"cat {RebootTask.BootIdFile}\ntimeout 20 docker version >/dev/null 2>&1\n")) with { AsRoot = true };

    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        var byNode = changes.Cast<RebootNode>().ToLookup(change => change.Node);
        foreach (var change in cluster.WorkersFirst.SelectMany(node => byNode[node.Name]))
        {
            // The first manager's own reboot takes the lock away: nothing of it may end by that.
            await held.EnsureHeldAsync(cancellationToken);
            report.Info($"{change.Node}: {change.Description}");
            await RebootAsync(change, cancellationToken);
            await AwaitAsync(change.Node, cluster.Nodes[change.Node].Read(RebootTask.BootId), cancellationToken);
            if (change.Node == cluster.FirstManager.Name) await held.RetakeAsync(cancellationToken);
        }
    }

    private async Task RebootAsync(RebootNode change, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(change.Node, cancellationToken);
        try
        {
            await session.ExecAsync(Reboot, cancellationToken);
        }
        catch (Exception failure) when (IsCutOff(failure))
        {
            // Often the reboot is quicker than the status. Whether it came about is the boot id's to say.
            report.Detail($"{change.Node}: {failure.Message}");
        }
    }

    private static bool IsCutOff(Exception failure) => failure switch
    {
        RemoteCommandFailedException failed => failed.ExitStatus >= LeastStatusOfASignal,
        _ => failure is FridgeException or IOException,
    };

    private async Task AwaitAsync(string node, string before, CancellationToken cancellationToken)
    {
        var missing = "it can't be reached";
        await new Poll(Limit, Pause, time).UntilAsync(
            async token => await MissingAsync(node, before, token) is not { } found || (missing = found) is null,
            () => new FridgeException($"{Limit.TotalMinutes:0} minutes after the reboot of {node}, {missing}.", $"Look at {node} itself, then run the same command again."),
            cancellationToken);
    }

    /// <summary>Null: it is back. Out of reach, as it should be for a while, is what is missing first.</summary>
    private async Task<string?> MissingAsync(string node, string before, CancellationToken cancellationToken)
    {
        try
        {
            var session = await sessions.OpenAsync(node, cancellationToken);
            var result = await session.TryExecAsync(AskWhetherBack, cancellationToken);
            if (result.StandardOutput.Trim() is var now && (now.Length == 0 || now == before)) return "it has not restarted yet";
            return result.ExitStatus == 0 ? null : "its engine doesn't answer";
        }
        catch (Exception failure) when (failure is FridgeException or IOException)
        {
            report.Detail($"{node} can't be reached: {failure.Message}");
            return $"it can't be reached ({failure.Message.TrimEnd('.')})";
        }
    }
}
