namespace Fridge.Tooling.Downloads;

/// <summary>A download under way: <c>name.part</c>, locked by one process at a time; it is kept when that process dies, so that the next one continues.</summary>
internal sealed class PartFile : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Linux's EWOULDBLOCK: another process holds the file.</summary>
    private const int WouldBlock = 11;
    private readonly FileStream file;

    private PartFile(FileStream file) => this.file = file;

    public string Path => file.Name;

    public long Length => file.Length;

    /// <returns>Null: another process has it.</returns>
    public static PartFile? TryOpen(string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        try
        {
            return new PartFile(new FileStream(target + ".part", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous));
        }
        catch (IOException busy) when (busy.HResult == WouldBlock)
        {
            return null;
        }
        catch (IOException reason) when (!DiskFull.Is(reason))
        {
            throw new FridgeException($"{target} can't be written: {reason.Message}", $"Look at its folder: ls -ld {System.IO.Path.GetDirectoryName(target)}", inner: reason);
        }
        catch (UnauthorizedAccessException reason)
        {
            throw new FridgeException($"{target} can't be written: {reason.Message}", $"Whose is it? ls -ld {System.IO.Path.GetDirectoryName(target)}", inner: reason);
        }
    }

    /// <param name="limit">More bytes than these are refused, whatever the source says of itself.</param>
    /// <param name="stall">No byte in this time is an error.</param>
    public async Task TakeAsync(OpenedSource source, long limit, TimeSpan stall, IProgressItem progress, TimeProvider time, CancellationToken cancellationToken)
    {
        if (source.Total > limit)
            throw TooLong(limit);
        file.SetLength(source.From);
        file.Position = source.From;
        var buffer = new byte[BufferBytes];
        while (await ReadAsync(source.Bytes, buffer, stall, time, cancellationToken) is > 0 and var count)
        {
            if (file.Position + count > limit)
                throw TooLong(limit);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            progress.Report(file.Position, source.Total);
        }

        await file.FlushAsync(cancellationToken);
        if (source.Total is { } total && file.Length != total)
            throw new SourceFailedException($"it ended after {file.Length} of {total} bytes", transient: true);
    }

    public async Task<string> HashAsync(ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        file.Position = 0;
        return await DownloadCache.HashAsync(file, algorithm, cancellationToken);
    }

    public void Empty() => file.SetLength(0);

    /// <summary>Gives the file its name while it is still locked, so that nobody else starts the download again in between.</summary>
    public async Task FinishAsync(string target)
    {
        await file.FlushAsync();
        File.Move(Path, target, overwrite: true);
        await file.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await file.DisposeAsync();

    /// <summary>What was taken so far is no beginning of the right file either.</summary>
    private SourceFailedException TooLong(long limit)
    {
        Empty();
        return new SourceFailedException($"it is longer than the {limit} bytes that it may have");
    }

    private static async Task<int> ReadAsync(Stream source, byte[] buffer, TimeSpan stall, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await source.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException($"no byte in {stall.TotalSeconds:0} seconds", transient: true);
        }
    }
}
