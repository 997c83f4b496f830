using System.Collections.Immutable;
using Fridge.Clusters;
using Fridge.Tooling;
using Fridge.Tooling.Nodes;

namespace Fridge.Rollout.Classes;

/// <summary>Records Flink's classes on nodes that lack them, before anything of the new release runs there. Never fatal: without an archive a JVM starts slower.</summary>
public sealed class ClassRecorder(INodeSessions sessions, TimeProvider time, IReport report)
{
    /// <summary>A Pi's cores are slow, and the image is pulled first.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Those of this release and of the one before.</summary>
    private const int KeptArchives = 2;

    public Task RecordAsync(ImmutableArray<ClassRecording> recordings, CancellationToken cancellationToken) =>
        Task.WhenAll(recordings.Select(recording => RecordAsync(recording, cancellationToken)));

    private async Task RecordAsync(ClassRecording recording, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(recording.Node, cancellationToken);
        var facts = ArchiveFacts.Parse((await session.ExecAsync(ArchiveFacts.Command(recording.Archive) with { AsRoot = true }, cancellationToken)).StandardOutput);
        if (facts.Recorded)
            return;
        if (facts.MemoryAvailable < ArchiveFacts.MemoryNeeded)
        {
            report.Info($"{recording.Node}: Flink's classes are not recorded, so its JVM starts slower: {facts.MemoryAvailable >> 20} MiB are free, {ArchiveFacts.MemoryNeeded >> 20} MiB are needed");
            return;
        }

        using var progress = report.Begin($"{recording.Node}: record Flink's classes for quicker starts (at most {Limit.TotalMinutes:0} min)", unit: ProgressUnit.Steps);
        await RecordAsync(session, recording, cancellationToken);
    }

    private async Task RecordAsync(NodeSession session, ClassRecording recording, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await RunAsync(session, recording, both.Token);
        }
        catch (RemoteCommandFailedException failure)
        {
            await GiveUpAsync(session, recording, failure.Message, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await GiveUpAsync(session, recording, $"not done after {Limit.TotalMinutes:0} min", cancellationToken);
        }
    }

    private static async Task RunAsync(NodeSession session, ClassRecording recording, CancellationToken cancellationToken)
    {
        await session.TryExecAsync(Root(recording.RemoveContainer), cancellationToken);
        await session.ExecAsync(Root(["rm", "-rf", recording.UnfinishedFolder]), cancellationToken);
        await session.ExecAsync(Root(["mkdir", "-p", recording.UnfinishedFolder]), cancellationToken);
        foreach (var command in recording.Commands)
            await session.ExecAsync(Root(command), cancellationToken);
        await session.ExecAsync(Root(["mv", recording.UnfinishedFolder, recording.Archive.Folder]), cancellationToken);
        await session.ExecAsync(
            RemoteCommand.Shell($"cd {ClassArchive.Root} && ls -1t | tail -n +{KeptArchives + 1} | xargs -r rm -rf --") with { AsRoot = true }, cancellationToken);
    }

    private async Task GiveUpAsync(NodeSession session, ClassRecording recording, string reason, CancellationToken cancellationToken)
    {
        report.Warn($"{recording.Node}: Flink's classes could not be recorded, so its JVM starts slower: {reason}");
        await session.TryExecAsync(Root(recording.RemoveContainer), cancellationToken);
        await session.TryExecAsync(Root(["rm", "-rf", recording.UnfinishedFolder]), cancellationToken);
    }

    private static RemoteCommand Root(ImmutableArray<string> command) => new(command) { AsRoot = true };
}
