namespace Fridge.Engine;

/// <summary>The build's own window on the events; one that throws is left out, as a disk that is full is.</summary>
internal sealed class ListenerSink(FridgeBuild build) : IEventSink
{
    public void Accept(RunEvent happened)
    {
        try
        {
            build.OnEvent(happened);
        }
        catch (Exception exception) when (exception is not IOException)
        {
            throw new IOException($"the build's listener failed: {exception.Message}", exception);
        }
    }
}
