using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

/// <summary>A command for a node: an argv, quoted by the transport.</summary>
public sealed record RemoteCommand
{
    public RemoteCommand(params IEnumerable<string> arguments) => Arguments = [.. arguments];

    public ImmutableArray<string> Arguments { get; init; }

    /// <summary>Run as root by the node's <c>become</c>.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Replaced by <c>***</c> where the command or its errors are shown. A secret itself goes through standard input, never in here.</summary>
    public ImmutableArray<Secret> Secrets { get; init; } = [];

    /// <summary>For a command that is run to its end (<see cref="NodeSession.ExecAsync"/>), from its start; ten minutes where nothing else is said.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Quoted for the login shell of a node.</summary>
    public string CommandLine() => string.Join(' ', Arguments.Select(ShellText.Quote));

    /// <summary>A script for <c>/bin/sh</c>; holes are quoted by <see cref="ShellText"/>.</summary>
    /// <exception cref="ArgumentException">It holds a secret, which a node's list of processes would show: <see cref="NodeSession.ScriptAsync"/> takes it.</exception>
    public static RemoteCommand Shell(ShellText script) => script.Secrets.IsEmpty
        ? new("sh", "-c", script.ToString())
        : throw new ArgumentException($"a script with a secret goes through standard input: {script}", nameof(script));
}
