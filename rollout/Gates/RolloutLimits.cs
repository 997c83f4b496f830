namespace Fridge.Rollout.Gates;

/// <summary>How long each gate may take. Generous: a Pi pulls 140 MB onto an SD card and starts a JVM on four slow cores.</summary>
public sealed record RolloutLimits
{
    public TimeSpan Tasks { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan FlinkRest { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan TaskManagers { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan Job { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two questions.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long "no suitable node" may stand before it is believed.</summary>
    public TimeSpan Stuck { get; init; } = TimeSpan.FromSeconds(30);
}
