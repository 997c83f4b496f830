using System.Text;

namespace Fridge.Nodes;

/// <summary>Runs commands that ask for it as root. How root is reached is found once, at the first of them.</summary>
internal sealed class BecomeTransport(INodeTransport inner, RootFinder finder) : INodeTransport
{
    private readonly SemaphoreSlim once = new(1, 1);
    private RootAccess? access;

    public string Description => inner.Description;

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        if (!command.AsRoot)
            return await inner.StartAsync(command, cancellationToken);
        var root = access ?? await FindAsync(cancellationToken);
        var process = await inner.StartAsync(root.Apply(command), cancellationToken);
        if (root.Password is { } password)
            await GiveAsync(process, password, cancellationToken);
        return process;
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) =>
        inner.DialAsync(host, port, cancellationToken);

    public ValueTask DisposeAsync()
    {
        once.Dispose();
        return inner.DisposeAsync();
    }

    private static async Task GiveAsync(IRemoteProcess process, Secret password, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(Encoding.UTF8.GetBytes(password.Reveal() + "\n"), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // sudo ended before it read the line; its exit status and its words tell why.
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private async Task<RootAccess> FindAsync(CancellationToken cancellationToken)
    {
        await once.WaitAsync(cancellationToken);
        try
        {
            return access ??= await finder.FindAsync(inner, cancellationToken);
        }
        finally
        {
            once.Release();
        }
    }
}
