using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Tooling;

namespace Fridge.Rollout.Classes;

/// <summary>
/// Gives nodes their archive of Flink's classes before anything of the new release runs there. Never fatal: without one a JVM starts slower.
/// </summary>
internal sealed class ClassRecorder(INodeSessions sessions, TimeProvider time, IReport report)
{
    /// <summary>A Pi's cores are slow.</summary>
    public TimeSpan Limit { get; init; } = new RolloutLimits().Pull;

    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(10);

    /// <summary>Those of this release and of the one before.</summary>
    private const int KeptArchives = 2;

    /// <summary>Where one node fails, its disk may be the reason; where two do, hardly.</summary>
    private const int MostTries = 2;

    public async Task RecordAsync(ImmutableArray<ClassRecording> recordings, CancellationToken cancellationToken)
    {
        var nodes = await FanOut.Short.RunAsync(recordings, async (recording, token) => (recording, await FactsAsync(recording, token)), cancellationToken);
        await Task.WhenAll(ClassPlan.For(nodes).Select(plan => RunAsync(plan, cancellationToken)));
    }

    private async Task<ArchiveFacts> FactsAsync(ClassRecording recording, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(recording.Node, cancellationToken);
        await session.TryExecAsync(OneShot.Remove(OneShot.Classes), cancellationToken);
        return ArchiveFacts.Parse((await session.ExecAsync(ArchiveFacts.Command(recording.Archive) with { AsRoot = true }, cancellationToken)).StandardOutput);
    }

    private async Task RunAsync(ClassPlan plan, CancellationToken cancellationToken)
    {
        if ((plan.Holder ?? await RecordOneAsync(plan, cancellationToken)) is not { } holder)
        {
            var nodes = string.Join(", ", plan.Lacking.Select(recording => recording.Node));
            report.Info($"{nodes}: no Flink classes are recorded, so JVMs start slower there"
                + (plan.Recorders.IsEmpty ? $": a recording needs {ArchiveFacts.MemoryNeeded >> 20} MiB of memory, which no node has free" : ""));
            return;
        }

        await FanOut.Copies.RunAsync(
            plan.Lacking.Where(recording => recording.Node != holder.Node), (recording, token) => CopyAsync(holder, recording, token), cancellationToken);
    }

    /// <returns>The node that has it now; null: none could.</returns>
    private async Task<ClassRecording?> RecordOneAsync(ClassPlan plan, CancellationToken cancellationToken)
    {
        foreach (var recording in plan.Recorders.Take(MostTries))
        {
            using var progress = report.Begin($"{recording.Node}: record Flink's classes for quicker starts (at most {Limit.TotalMinutes:0} min)", unit: ProgressUnit.Steps);
            if (await FillAsync(recording, (session, token) => RecordAsync(session, recording, token), cancellationToken))
                return recording;
        }

        return null;
    }

    private async Task CopyAsync(ClassRecording holder, ClassRecording recording, CancellationToken cancellationToken)
    {
        using var progress = report.Begin($"{recording.Node}: take Flink's classes from {holder.Node} (at most {Limit.TotalMinutes:0} min)", unit: ProgressUnit.Steps);
        await FillAsync(
            recording,
            async (session, token) =>
            {
                var source = await sessions.OpenAsync(holder.Node, token);
                await source.PipeAsync(Root(holder.Pack), session, Root(recording.Unpack), token);
            },
            cancellationToken);
    }

    private async Task RecordAsync(NodeSession session, ClassRecording recording, CancellationToken cancellationToken)
    {
        foreach (var command in recording.Commands(Limit))
            await session.ExecAsync(Root(command) with { TimeLimit = Limit + CleanUpLimit }, cancellationToken);
    }

    /// <param name="fill">Writes the files to <see cref="ClassRecording.UnfinishedFolder"/>.</param>
    /// <returns>Whether the node has its archive now.</returns>
    private async Task<bool> FillAsync(ClassRecording recording, Func<NodeSession, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var session = await sessions.OpenAsync(recording.Node, both.Token);
            await session.ExecAsync(Root(["rm", "-rf", recording.UnfinishedFolder]), both.Token);
            await session.ExecAsync(Root(["mkdir", "-p", recording.UnfinishedFolder]), both.Token);
            await fill(session, both.Token);
            await session.ExecAsync(Root(["rm", "-rf", recording.Archive.Folder]), both.Token);
            await session.ExecAsync(Root(["mv", recording.UnfinishedFolder, recording.Archive.Folder]), both.Token);
            await session.ExecAsync(
                RemoteCommand.Shell($"cd {ClassArchive.Root} && ls -1t | tail -n +{KeptArchives + 1} | xargs -r rm -rf --") with { AsRoot = true }, both.Token);
            return true;
        }
        catch (FridgeException failure)
        {
            report.Warn($"{recording.Node}: Flink's class archive could not be made, so its JVM starts slower: {Reason(failure)}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (OperationCanceledException)
        {
            report.Warn($"{recording.Node}: Flink's class archive could not be made in {Limit.TotalMinutes:0} min, so its JVM starts slower");
        }

        await CleanUpAsync(recording);
        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }

    /// <summary>Also after Ctrl-C: a recording would go on without us, with the memory that the JobManager needs.</summary>
    private async Task CleanUpAsync(ClassRecording recording)
    {
        using var soon = new CancellationTokenSource(CleanUpLimit, time);
        try
        {
            var session = await sessions.OpenAsync(recording.Node, soon.Token);
            await session.TryExecAsync(OneShot.Remove(OneShot.Classes), soon.Token);
            await session.TryExecAsync(Root(["rm", "-rf", recording.UnfinishedFolder]), soon.Token);
        }
        catch (Exception error) when (error is FridgeException or OperationCanceledException)
        {
            report.Detail($"{recording.Node}: what was left of the recording stays until the next Deploy: {error.Message}");
        }
    }

    private static string Reason(FridgeException failure) => $"{failure.Message} {(failure.Evidence is [.., var last] ? last : "")}".TrimEnd();

    private static RemoteCommand Root(ImmutableArray<string> command) => new(command) { AsRoot = true };
}
