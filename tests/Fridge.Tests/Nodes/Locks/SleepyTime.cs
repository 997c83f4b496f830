using Microsoft.Extensions.Time.Testing;

namespace Fridge.Tests.Nodes.Locks;

/// <summary>Of a machine that can be put to sleep: then the clock on the wall goes on alone.</summary>
internal sealed class SleepyTime : FakeTimeProvider
{
    private TimeSpan slept;

    public void Sleep(TimeSpan time) => slept += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + slept;

    /// <summary>The base makes it of the other clock.</summary>
    public override long GetTimestamp() => base.GetTimestamp() - slept.Ticks;
}
