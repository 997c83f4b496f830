namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Ends a client when it has said a line.</summary>
internal sealed class StopAt(string line, CancellationTokenSource stop) : IReport
{
    public void Info(string message)
    {
        if (message == line) stop.Cancel();
    }

    public void Detail(string message)
    {
    }

    public void Warn(string message)
    {
    }

    public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes) => throw new NotSupportedException();
}
