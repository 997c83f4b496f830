using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Engines;

/// <summary>What a node with a Docker engine does with an image beside running it: try its Java, and record its classes.</summary>
internal sealed class EngineImages(INodeSessions sessions, PullLogins logins, TimeProvider time, IReport report) : INodeImages
{
    /// <summary>It has a limit of its own: a card that unpacks may be silent for longer than an engine that is asked something.</summary>
    public async Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken) => await new EnginePull(logins.Told, time).RunAsync(
        await (await sessions.OpenAsync(image.Node, cancellationToken)).FollowingEngineAsync(cancellationToken), image, still, report, cancellationToken);

    public async Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(trial.Node, cancellationToken);
        await session.TryExecAsync(OneShot.Remove(OneShot.Java), cancellationToken);
        var run = await session.TryExecAsync(Command(trial, limit), cancellationToken);
        return new TrialResult(run.ExitStatus, [.. run.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }

    public Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken) =>
        new ClassRecorder(sessions, time, report) { Limit = limit }.RecordAsync(recordings, cancellationToken);

    /// <summary>With the flags that the node's JVMs are started with, so that one that this board's Java doesn't know is found too.</summary>
    internal static RemoteCommand Command(JavaTrial trial, TimeSpan limit) => RemoteCommand.Docker(
        limit, ["run", "--rm", .. OneShot.Label(OneShot.Java), "--network", "none", "--env", "JDK_JAVA_OPTIONS=",
        "--volume", $"{WellKnown.JvmProfile}:{WellKnown.JvmProfile}:ro", "--entrypoint", "/opt/java/bin/java", trial.Image, $"@{WellKnown.JvmProfile}", "-version"]);
}
