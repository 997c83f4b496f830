using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>Nothing answers at the node's address, or no sshd yet: it may be off, or still booting.</summary>
public sealed class NodeSilentException(string message, string? nextStep, Exception? inner) : FridgeException(message, nextStep, inner: inner);

/// <summary>sshd opens no further session on a connection: as many as it allows are open (MaxSessions).</summary>
internal sealed class SessionRefusedException(Exception? inner = null) : Exception("open failed", inner);
