using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Gates;

/// <summary>What a template may ask for with <c>x-gates</c>: one question to the running Flink, asked until it opens.</summary>
internal interface IGate
{
    /// <summary>One of <see cref="GateNames"/>.</summary>
    string Name { get; }

    /// <summary>What is waited for, after <c>wave 1 of 2:</c></summary>
    string Title { get; }

    TimeSpan Limit(RolloutLimits limits);

    /// <exception cref="FlinkUnavailableException">It counts as waiting.</exception>
    Task<GateState> AskAsync(FlinkPlan plan, FlinkClient flink, CancellationToken cancellationToken);
}
