using System.IO.Pipelines;

namespace Fridge.Nodes;

/// <summary>Makes a stream readable asynchronously whose own reads block a thread and know no cancellation, such as SSH.NET's and a process's. The thread here ends with the stream.</summary>
internal sealed class PipedReader
{
    private const int BufferBytes = 32 * 1024;
    private readonly Pipe pipe = new();

    public PipedReader(Stream source)
    {
        Stream = pipe.Reader.AsStream();
        _ = Task.Factory.StartNew(() => Pump(source), TaskCreationOptions.LongRunning);
    }

    public Stream Stream { get; }

    private void Pump(Stream source)
    {
        Exception? reason = null;
        try
        {
            var buffer = new byte[BufferBytes];
            while (source.Read(buffer, 0, buffer.Length) is > 0 and var count && Forward(buffer.AsMemory(0, count)))
            {
            }
        }
        catch (Exception failure) when (failure is not ObjectDisposedException)
        {
            reason = failure;
        }
        catch (ObjectDisposedException)
        {
            // Disposing the process is how its reader is told to stop.
        }

        pipe.Writer.Complete(reason);
    }

    private bool Forward(ReadOnlyMemory<byte> bytes) => !pipe.Writer.WriteAsync(bytes).AsTask().GetAwaiter().GetResult().IsCompleted;
}
