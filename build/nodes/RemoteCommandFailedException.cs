using Fridge.Tooling;
namespace Fridge.Nodes;

/// <summary>A command on a node ended with a non-zero status.</summary>
public sealed class RemoteCommandFailedException(string message, string? nextStep = null)
    : FridgeException(message, nextStep)
{
    public required string Node { get; init; }

    public required int ExitStatus { get; init; }
}
