using System.Collections.Immutable;

namespace Fridge.Tooling.Nodes;

/// <summary>A command for a node: an argv, quoted by the transport.</summary>
public sealed record RemoteCommand
{
    public RemoteCommand(params IEnumerable<string> arguments) => Arguments = [.. arguments];

    public ImmutableArray<string> Arguments { get; init; }

    /// <summary>Run as root by the node's <c>become</c>.</summary>
    public bool AsRoot { get; init; }

    /// <summary>A script for <c>/bin/sh</c>; holes are quoted by <see cref="ShellText"/>.</summary>
    public static RemoteCommand Shell(ShellText script) => new("sh", "-c", script.ToString());
}
