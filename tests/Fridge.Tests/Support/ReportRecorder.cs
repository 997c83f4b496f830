using System.Collections.Concurrent;

namespace Fridge.Tests.Support;

internal sealed class ReportRecorder : IReport
{
    /// <summary>What a person reads on the screen.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>All that was said, as the run log has it.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    public void Info(string message)
    {
        Lines.Enqueue(message);
        Log.Enqueue(message);
    }

    public void Detail(string message) => Log.Enqueue(message);

    public void Warn(string message)
    {
        Lines.Enqueue($"warning: {message}");
        Log.Enqueue(message);
    }

    public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes) => new Item();

    private sealed class Item : IProgressItem
    {
        public void Report(long done, long? total = null)
        {
        }

        public void Dispose()
        {
        }
    }
}
