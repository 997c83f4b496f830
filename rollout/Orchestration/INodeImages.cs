using System.Collections.Immutable;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Gates;

namespace Fridge.Rollout.Orchestration;

/// <summary>What a node does with an image beside running it, however it runs containers: an engine, or a pod.</summary>
internal interface INodeImages
{
    /// <summary>Pulls the image and starts its Java once.</summary>
    Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Pulls the images and gives the nodes their archives of Flink's classes. Never fatal: without one a JVM starts slower.</summary>
    Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken);
}
