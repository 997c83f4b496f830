namespace Fridge.Tests.Support;

/// <summary>Nobody waits: what is shorter than a limit is over at once, and the limit is never over, however slow the machine is.</summary>
internal sealed class HurriedTime(TimeSpan limit) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < limit ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
}
