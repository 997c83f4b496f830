using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>A transport over one connection, which may be lost. It runs commands as the login user; root is reached above it.</summary>
internal interface IConnection : INodeTransport
{
    bool IsLost { get; }
}

internal interface IConnector
{
    /// <exception cref="FridgeException">Unreachable, host key, or credentials refused.</exception>
    Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken);
}
