using System.Collections.Concurrent;

namespace Fridge.Tests.Virtual;

internal sealed class ReportRecorder : IReport
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public void Info(string message) => Lines.Enqueue(message);

    public void Detail(string message)
    {
    }

    public void Warn(string message) => Lines.Enqueue($"warning: {message}");

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
