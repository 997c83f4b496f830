namespace Fridge.Nodes.Locks;

/// <summary>One moment by two clocks: the one that stands while the machine sleeps, and the one on the wall, which somebody may set.</summary>
public readonly record struct Moment(TimeProvider Time, long Awake, DateTimeOffset Wall)
{
    public static Moment Of(TimeProvider time) => new(time, time.GetTimestamp(), time.GetUtcNow());

    public TimeSpan Until(Moment later) => Slept(later) is { Ticks: > 0 } slept ? AwakeUntil(later) + slept : AwakeUntil(later);

    public TimeSpan Slept(Moment later) => later.Wall - Wall - AwakeUntil(later);

    private TimeSpan AwakeUntil(Moment later) => Time.GetElapsedTime(Awake, later.Awake);
}
