namespace Fridge.Bench.Start;

/// <summary>What rooms report while images are made, beside the figures.</summary>
internal sealed class ErrorReport(TextWriter error) : IReport
{
    public void Info(string message) => error.WriteLine($"  {message}");

    public void Detail(string message)
    {
        // For a run log, which a benchmark has not.
    }

    public void Warn(string message) => error.WriteLine($"  Warning: {message}");

    public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes)
    {
        error.WriteLine($"  {title}");
        return new Item();
    }

    private sealed class Item : IProgressItem
    {
        public void Report(long done, long? total = null)
        {
            // A line per item is enough here.
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
