using System.Text;

namespace Fridge.Nodes;

/// <summary>A process whose streams begin behind a mark.</summary>
internal sealed class MarkedProcess : IRemoteProcess
{
    private readonly IRemoteProcess inner;
    private readonly StreamAfterMark output;

    public MarkedProcess(IRemoteProcess inner, string mark)
    {
        var bytes = Encoding.ASCII.GetBytes(mark);
        (this.inner, output, StandardError) = (inner, new StreamAfterMark(inner.StandardOutput, bytes), new StreamAfterMark(inner.StandardError, bytes));
    }

    public Stream StandardInput => inner.StandardInput;

    public Stream StandardOutput => output;

    public Stream StandardError { get; }

    /// <summary>It printed on and on, and had no mark.</summary>
    public bool PrintsOn => output.IsOver;

    /// <returns>False: it ended, or printed without end, and had no mark.</returns>
    public Task<bool> BeginsAsync(CancellationToken cancellationToken) => output.FindAsync(cancellationToken);

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => inner.WaitForExitAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
