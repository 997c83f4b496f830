using Fridge.Tooling;
namespace Fridge.Nodes;

internal interface IConnector
{
    /// <exception cref="FridgeException">Unreachable, host key, or credentials refused.</exception>
    Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken);
}
