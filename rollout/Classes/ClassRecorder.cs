using System.Collections.Immutable;
using Fridge.Clusters;
using Fridge.Tooling;
using Fridge.Tooling.Nodes;

namespace Fridge.Rollout.Classes;

/// <summary>
/// Gives nodes their archive of Flink's classes before anything of the new release runs there. Never fatal: without one a JVM starts slower.
/// </summary>
public sealed class ClassRecorder(INodeSessions sessions, TimeProvider time, IReport report)
{
    /// <summary>A Pi's cores are slow, and the image is pulled first.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Those of this release and of the one before.</summary>
    private const int KeptArchives = 2;

    /// <summary>All go through this machine's network.</summary>
    private const int CopiesAtOnce = 4;

    /// <summary>Where one node fails, its disk may be the reason; where two do, hardly.</summary>
    private const int MostTries = 2;

    public async Task RecordAsync(ImmutableArray<ClassRecording> recordings, CancellationToken cancellationToken)
    {
        var nodes = await Task.WhenAll(recordings.Select(async recording => (recording, await FactsAsync(recording, cancellationToken))));
        await Task.WhenAll(ClassPlan.For(nodes).Select(plan => RunAsync(plan, cancellationToken)));
    }

    private async Task<ArchiveFacts> FactsAsync(ClassRecording recording, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(recording.Node, cancellationToken);
        return ArchiveFacts.Parse((await session.ExecAsync(ArchiveFacts.Command(recording.Archive) with { AsRoot = true }, cancellationToken)).StandardOutput);
    }

    private async Task RunAsync(ClassPlan plan, CancellationToken cancellationToken)
    {
        var having = plan.Holder is { } found ? Task.FromResult<ClassRecording?>(found) : RecordOneAsync(plan, cancellationToken);
        await Task.WhenAll([having, .. plan.Lacking.Except(plan.Recorders.Take(1)).Select(recording => PullAsync(recording, cancellationToken))]);
        if (await having is not { } holder)
        {
            var nodes = string.Join(", ", plan.Lacking.Select(recording => recording.Node));
            report.Info($"{nodes}: no Flink classes are recorded, so JVMs start slower there"
                + (plan.Recorders.IsEmpty ? $": a recording needs {ArchiveFacts.MemoryNeeded >> 20} MiB of memory, which no node has free" : ""));
            return;
        }

        await Parallel.ForEachAsync(
            plan.Lacking.Where(recording => recording.Node != holder.Node),
            new ParallelOptions { MaxDegreeOfParallelism = CopiesAtOnce, CancellationToken = cancellationToken },
            async (recording, token) => await CopyAsync(holder, recording, token));
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

    /// <summary>Others use the time for what their services need next; where it fails, a wave's gate says why.</summary>
    private async Task PullAsync(ClassRecording recording, CancellationToken cancellationToken)
    {
        using var progress = report.Begin($"{recording.Node}: pull its image (at most {Limit.TotalMinutes:0} min)", unit: ProgressUnit.Steps);
        var session = await sessions.OpenAsync(recording.Node, cancellationToken);
        var pulled = await session.TryExecAsync(Root(["timeout", $"{Limit.TotalSeconds:0}", .. recording.Pull]), cancellationToken);
        if (pulled.ExitStatus != 0)
            report.Detail($"{recording.Node}: {recording.Image} can't be pulled yet: {pulled.StandardError.Trim()}");
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

    private static async Task RecordAsync(NodeSession session, ClassRecording recording, CancellationToken cancellationToken)
    {
        await session.TryExecAsync(Root(recording.RemoveContainer), cancellationToken);
        foreach (var command in recording.Commands)
            await session.ExecAsync(Root(command), cancellationToken);
    }

    /// <param name="fill">Writes the files to <see cref="ClassRecording.UnfinishedFolder"/>.</param>
    /// <returns>Whether the node has its archive now.</returns>
    private async Task<bool> FillAsync(ClassRecording recording, Func<NodeSession, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(recording.Node, cancellationToken);
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await session.ExecAsync(Root(["rm", "-rf", recording.UnfinishedFolder]), both.Token);
            await session.ExecAsync(Root(["mkdir", "-p", recording.UnfinishedFolder]), both.Token);
            await fill(session, both.Token);
            await session.ExecAsync(Root(["mv", recording.UnfinishedFolder, recording.Archive.Folder]), both.Token);
            await session.ExecAsync(
                RemoteCommand.Shell($"cd {ClassArchive.Root} && ls -1t | tail -n +{KeptArchives + 1} | xargs -r rm -rf --") with { AsRoot = true }, both.Token);
            return true;
        }
        catch (RemoteCommandFailedException failure)
        {
            await GiveUpAsync(session, recording, $"{failure.Message} {failure.Evidence.LastOrDefault()}".TrimEnd(), cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(session, recording, $"not done after {Limit.TotalMinutes:0} min", cancellationToken);
        }

        return false;
    }

    private async Task GiveUpAsync(NodeSession session, ClassRecording recording, string reason, CancellationToken cancellationToken)
    {
        report.Warn($"{recording.Node}: Flink's classes could not be had, so its JVM starts slower: {reason}");
        await session.TryExecAsync(Root(recording.RemoveContainer), cancellationToken);
        await session.TryExecAsync(Root(["rm", "-rf", recording.UnfinishedFolder]), cancellationToken);
    }

    private static RemoteCommand Root(ImmutableArray<string> command) => new(command) { AsRoot = true };
}
