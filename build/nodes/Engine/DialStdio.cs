namespace Fridge.Nodes;

/// <summary>Opens one connection to a node's engine.</summary>
internal static class DialStdio
{
    public static async ValueTask<Stream> OpenAsync(string node, INodeTransport transport, RemoteCommand command, CancellationToken cancellationToken)
    {
        var process = await transport.StartAsync(command, cancellationToken);
        var errors = RemoteRun.ReadAsync(process.StandardError, CancellationToken.None);
        return new DuplexStream(process.StandardOutput, process.StandardInput, AtEnd, process.DisposeAsync);

        async ValueTask AtEnd(long read)
        {
            if (await process.WaitForExitAsync(CancellationToken.None) is not 0 and var status)
                throw new IOException($"docker system dial-stdio on {node} ended with status {status}: {(await errors).Trim()}");
        }
    }
}
