namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>How long a Lease holds, and how often it is renewed.</summary>
internal sealed record LeaseTimes
{
    /// <summary>Without being renewed.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After so long without an answer it isn't counted on, which is before anybody else may have it.</summary>
    public TimeSpan Trust => Duration - TimeSpan.FromSeconds(10);

    /// <summary>Between two looks at another's.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromSeconds(3);
}
