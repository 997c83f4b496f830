namespace Fridge.Tests.Tooling;

public sealed class SilentReport : IReport
{
    public List<string> Lines { get; } = [];

    public void Info(string message) => Lines.Add(message);

    public void Detail(string message) => Lines.Add(message);

    public void Warn(string message) => Lines.Add(message);

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
