namespace Fridge.Nodes;

/// <summary>A transport over one connection, which may be lost. It runs commands as the login user; root is reached above it.</summary>
internal interface IConnection : INodeTransport
{
    bool IsLost { get; }
}
