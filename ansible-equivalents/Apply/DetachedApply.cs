using System.Globalization;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Apply;

/// <summary>
/// Runs each node's changes as one payload, detached on the node under its lock, and follows its log. A lost connection or
/// a killed controller leaves a whole step: the same plan attaches to it, another plan waits for it.
/// </summary>
internal sealed class DetachedApply(INodeSessions sessions, IReport report) : IStageExecutor
{
    private const int PayloadFailed = 99;
    private const int AnotherPlanRan = 100;
    private const int DiedWithoutStatus = 101;
    private const int ArrivedCut = 102;
    private const int TakesTooLong = 103;
    private const int AnotherTakesTooLong = 104;
    private const int LinesOfEvidence = 20;
    private const string StatusLine = ":status ";

    /// <summary>On the node, for payloads, logs and the lock; another one in tests.</summary>
    public string Folder { get; init; } = WellKnown.NodeRuntime;

    /// <summary>For a step, ours or another's: an upgrade by apt takes a Pi half an hour and more.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(1);

    public Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken) =>
        FanOut.Long.RunAsync(
            changes.Cast<ShellChange>().GroupBy(change => change.Node),
            (node, token) => held.ChangeAsync(until => RunAsync(Payload.Of(node.Key, [.. node]), until), token),
            cancellationToken);

    private async Task RunAsync(Payload payload, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(payload.Node, cancellationToken);
        var command = new RemoteCommand(
            "sh", "-c", EmbeddedText.Read(typeof(DetachedApply), "launch.sh"), "fridge-apply", payload.Hash, payload.ShortHash, payload.Node,
            Folder, Limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))
        {
            AsRoot = true,
        };
        var log = new Queue<string>();
        var own = "";
        var (status, errors) = await RemoteLog.FollowAsync(session, command, payload.Bytes, line =>
        {
            if (line.StartsWith(StatusLine, StringComparison.Ordinal)) own = line[StatusLine.Length..];
            else Show(payload.Node, line, log);
        }, cancellationToken);
        if (status != 0) throw Explain(payload, status, own, [.. log, .. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    private void Show(string node, string line, Queue<string> log)
    {
        if (line.Length == 0) return;
        log.Enqueue(line);
        if (log.Count > LinesOfEvidence) log.Dequeue();
        if (line.StartsWith("fridge: ", StringComparison.Ordinal)) report.Info($"{node}: {line["fridge: ".Length..]}");
        else report.Detail($"{node}: {line}");
    }

    /// <param name="status">The launcher's.</param>
    /// <param name="own">The payload's, where it failed.</param>
    private FridgeException Explain(Payload payload, int status, string own, IReadOnlyList<string> log) => status switch
    {
        PayloadFailed => new FridgeException($"The step on {payload.Node} failed with status {own}.",
            $"{StepAdvice.Of(payload.Node, log)}The whole log: {LogOf(payload)}. A rerun continues from here.")
        { Evidence = log },
        AnotherPlanRan => new FactsAreOldException(payload.Node),
        DiedWithoutStatus => new FridgeException($"The step on {payload.Node} was interrupted: its log ends without a status.",
            "Run the same command again: every step can safely run twice.")
        { Evidence = log },
        ArrivedCut => new FridgeException($"The step for {payload.Node} arrived incomplete; nothing was run.", "Run the same command again.") { Evidence = log },
        TakesTooLong => new FridgeException($"The step on {payload.Node} hasn't ended within {Limit.TotalMinutes:0} minutes. It continues there.",
            $"Its log: {LogOf(payload)}. Run the same command again to follow it further.")
        { Evidence = log },
        AnotherTakesTooLong => new FridgeException($"Another run's step on {payload.Node} hasn't ended within {Limit.TotalMinutes:0} minutes; nothing was done there.",
            $"On {payload.Node}, {Folder}/applying names the folder of its log. Run the same command again when that step has ended.")
        { Evidence = log },
        _ => new FridgeException($"The step on {payload.Node} could not be started (status {status}).",
            $"Can {Folder} on {payload.Node} be written to, and is there room on its disk? A rerun continues from here.")
        { Evidence = log },
    };

    private string LogOf(Payload payload) => $"{Folder}/{payload.ShortHash}/log on {payload.Node}";
}
