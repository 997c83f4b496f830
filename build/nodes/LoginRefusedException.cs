using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>Either side refused the other: the node isn't who it is to be, or doesn't let us in. Only a person can mend it, so no target goes on without the node.</summary>
public sealed class LoginRefusedException(string message, string? nextStep = null, Exception? inner = null) : FridgeException(message, nextStep, inner: inner);
