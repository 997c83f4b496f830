using System.Collections.Concurrent;

namespace Fridge.Tests.Support;

/// <summary>Nobody waits: what is shorter than a limit is over at once, and the limit is never over, however slow the machine is.</summary>
internal sealed class HurriedTime(TimeSpan limit) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> waits = [];

    /// <summary>What would have been waited for, in order.</summary>
    public IEnumerable<TimeSpan> Waits => waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= limit)
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        if (dueTime > TimeSpan.Zero)
            waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
