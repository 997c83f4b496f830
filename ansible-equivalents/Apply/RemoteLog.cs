using Fridge.Nodes;

namespace Fridge.Provisioning.Apply;

/// <summary>Runs a command that reads standard input whole and then prints a log, and gives each line as it comes.</summary>
internal static class RemoteLog
{
    /// <returns>The exit status and standard error.</returns>
    public static async Task<(int Status, string Errors)> FollowAsync(
        NodeSession session, RemoteCommand command, byte[] input, Action<string> onLine, CancellationToken cancellationToken)
    {
        await using var process = await session.Transport.StartAsync(command, cancellationToken);
        var errors = ReadAsync(process.StandardError, cancellationToken);
        await FeedAsync(process, input, cancellationToken);
        using var output = new StreamReader(process.StandardOutput);
        while (await output.ReadLineAsync(cancellationToken) is { } line) onLine(line);
        return (await process.WaitForExitAsync(cancellationToken), await errors);
    }

    private static async Task FeedAsync(IRemoteProcess process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input, cancellationToken);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // The command ended without reading all: its status and its words say why.
        }
        await process.StandardInput.DisposeAsync();
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
