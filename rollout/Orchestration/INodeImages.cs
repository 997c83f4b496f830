using System.Collections.Immutable;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Gates;

namespace Fridge.Rollout.Orchestration;

/// <summary>An image on a node that is to run it.</summary>
public sealed record NodeImage(string Node, string Image);

/// <summary>What a node does with an image beside running it, however it runs containers: an engine, or a pod.</summary>
internal interface INodeImages
{
    /// <inheritdoc cref="IOrchestrator.PullAsync"/>
    Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken);

    /// <summary>Starts the image's Java once.</summary>
    Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Gives the nodes their archives of Flink's classes. Never fatal: without one a JVM starts slower.</summary>
    Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken);
}
