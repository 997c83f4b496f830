namespace Fridge.Tests.Images;

internal sealed class QuietReport : IReport, IProgressItem
{
    public void Info(string message)
    {
    }

    public void Detail(string message)
    {
    }

    public void Warn(string message)
    {
    }

    public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes) => this;

    public void Report(long done, long? total = null)
    {
    }

    public void Dispose()
    {
    }
}
