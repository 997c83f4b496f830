using Fridge.Tooling;
namespace Fridge.Nodes;

/// <summary>The two primitives to a node. SSH.NET and OpenSSH stand behind it and pass one contract test.</summary>
public interface INodeTransport : IAsyncDisposable
{
    /// <summary>For messages: <c>SSH.NET pi@192.168.1.10:22</c>.</summary>
    string Description { get; }

    /// <summary>Starts a command on the node.</summary>
    Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken);

    /// <summary>Opens a TCP stream from the node to an address that the node can reach.</summary>
    Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken);
}

/// <summary>A command that runs on a node. Disposing it closes its streams; the remote process may live on.</summary>
public interface IRemoteProcess : IAsyncDisposable
{
    /// <summary>Dispose to send end of file.</summary>
    Stream StandardInput { get; }

    Stream StandardOutput { get; }

    Stream StandardError { get; }

    /// <summary>The exit status. Cancelling ends the wait, not the remote process.</summary>
    Task<int> WaitForExitAsync(CancellationToken cancellationToken);
}

/// <summary>Opens sessions to the nodes of one cluster, one per node, kept until disposed.</summary>
public interface INodeSessions : IAsyncDisposable
{
    /// <param name="node">The node's name in the cluster file.</param>
    /// <exception cref="FridgeException">Unreachable, wrong or changed host key, refused key: each with its next step.</exception>
    Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken);

    /// <summary>Begins to connect to nodes that will be asked soon: whoever opens one first gets what came of it.</summary>
    void Connect(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
    }
}
