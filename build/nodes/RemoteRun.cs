using System.Text;
using Fridge.Tooling.Streams;

namespace Fridge.Nodes;

/// <summary>Feeds and drains a process until it ends.</summary>
internal static class RemoteRun
{
    public static async Task<RemoteResult> ToEndAsync(IRemoteProcess process, Stream? input, CancellationToken cancellationToken)
    {
        var feeding = FeedAsync(process, input, cancellationToken);
        var output = ReadAsync(process.StandardOutput, cancellationToken);
        var errors = ReadAsync(process.StandardError, cancellationToken);
        var status = await process.WaitForExitAsync(cancellationToken);
        await feeding;
        return new RemoteResult(status, await output, await errors);
    }

    public static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        return await CappedText.ReadAsync(reader, CappedText.Whole, cancellationToken);
    }

    private static async Task FeedAsync(IRemoteProcess process, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
                await input.CopyToAsync(process.StandardInput, cancellationToken);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // The command ended without reading all: its status says whether that is a failure.
        }

        await process.StandardInput.DisposeAsync();
    }
}
