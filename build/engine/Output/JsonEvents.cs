namespace Fridge.Engine;

/// <summary>An object per line, for programs.</summary>
internal sealed class JsonEvents(Stream stream) : IEventSink
{
    public void Accept(RunEvent happened) => EventJson.Write(stream, happened);
}
