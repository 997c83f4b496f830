using System.Collections.Immutable;
using System.Globalization;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

/// <summary>A command for a node: an argv, quoted by the transport.</summary>
public sealed record RemoteCommand
{
    public RemoteCommand(params IEnumerable<string> arguments) => Arguments = [.. arguments];

    /// <summary>To reach the node, and to end what doesn't end at once.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(30);

    public ImmutableArray<string> Arguments { get; init; }

    /// <summary>Run as root by the node's <c>become</c>.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Replaced by <c>***</c> where the command or its errors are shown. A secret itself goes through standard input, never in here.</summary>
    public ImmutableArray<Secret> Secrets { get; init; } = [];

    /// <summary>For a command that is run to its end (<see cref="NodeSession.ExecAsync"/>), from its start; ten minutes where nothing else is said.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Of the node's own engine: a login may have another one as its docker context or DOCKER_HOST.</summary>
    public static readonly ImmutableArray<string> OwnEngine = ["--host", "unix:///var/run/docker.sock"];

    /// <summary>Root's <c>docker</c> on the node. What takes longer than the limit is ended there, so that nothing goes on that nobody waits for.</summary>
    public static RemoteCommand Docker(TimeSpan limit, params IEnumerable<string> arguments) => new(["timeout", "-k", "10", Seconds(limit), "docker", .. OwnEngine, .. arguments])
    {
        AsRoot = true,
        EndsAfter = limit,
        TimeLimit = limit + Around,
    };

    /// <summary>The node itself ends it after this; null: nothing does.</summary>
    public TimeSpan? EndsAfter { get; private init; }

    internal bool WasEndedThere(int status) => EndsAfter is not null && status is 124 or 137;

    /// <summary>Quoted for the login shell of a node.</summary>
    public string CommandLine() => string.Join(' ', Arguments.Select(ShellText.Quote));

    /// <summary>A script for <c>/bin/sh</c>; holes are quoted by <see cref="ShellText"/>.</summary>
    /// <exception cref="ArgumentException">It holds a secret, which a node's list of processes would show: <see cref="NodeSession.ScriptAsync"/> takes it.</exception>
    public static RemoteCommand Shell(ShellText script) => script.Secrets.IsEmpty
        ? new("sh", "-c", script.ToString())
        : throw new ArgumentException($"a script with a secret goes through standard input: {script}", nameof(script));

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
