namespace Fridge.Engine;

internal interface IEventSink
{
    void Accept(RunEvent happened);
}

/// <summary>Gives every event, one at a time, to the screen, the log and the program that reads along.</summary>
/// <param name="shown">A text as it may reach them: <see cref="FridgeBuild.Shown"/>.</param>
internal sealed class RunEvents(TimeProvider clock, Func<string, string> shown, params IEnumerable<IEventSink> sinks)
{
    private readonly Lock gate = new();
    private readonly List<IEventSink> sinks = [.. sinks];
    private int items;

    /// <summary>A number for a progress item, unique in this run.</summary>
    public int NextItem() => Interlocked.Increment(ref items);

    public void Publish(RunEvent happened)
    {
        var clean = happened.Map(shown);
        lock (gate)
            Deliver(clean with { At = clock.GetUtcNow() });
    }

    /// <summary>A sink that can't write any more (full disk, closed terminal) is left out; the others are told.</summary>
    private void Deliver(RunEvent happened)
    {
        foreach (var sink in sinks.ToList())
        {
            try
            {
                sink.Accept(happened);
            }
            catch (IOException lost)
            {
                sinks.Remove(sink);
                Deliver(new Message(null, MessageLevel.Warning, $"Output is lost from here on: {lost.Message}") { At = happened.At });
            }
        }
    }
}
