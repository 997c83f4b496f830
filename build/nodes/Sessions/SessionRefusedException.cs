namespace Fridge.Nodes;

/// <summary>sshd opens no further session on a connection: as many as it allows are open (MaxSessions).</summary>
internal sealed class SessionRefusedException(Exception? inner = null) : Exception("open failed", inner);
