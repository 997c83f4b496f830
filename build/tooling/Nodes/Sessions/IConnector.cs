namespace Fridge.Tooling.Nodes;

internal interface IConnector
{
    /// <exception cref="FridgeException">Unreachable, host key, or credentials refused.</exception>
    Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken);
}
