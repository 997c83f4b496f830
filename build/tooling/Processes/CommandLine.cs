using System.Collections.Immutable;

namespace Fridge.Tooling.Processes;

/// <summary>A process to run here: an argv as a list, never a line for a shell.</summary>
public sealed record CommandLine
{
    public CommandLine(string program, params IEnumerable<string> arguments) =>
        (Program, Arguments) = (program, [.. arguments]);

    public string Program { get; init; }

    public ImmutableArray<string> Arguments { get; init; }

    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public string? WorkingDirectory { get; init; }

    /// <summary>Standard input; null: empty.</summary>
    public Stream? Input { get; init; }

    /// <summary>Takes standard output's bytes as they are; then no line of it is shown or kept. Null: lines.</summary>
    public Stream? Output { get; init; }

    /// <summary>After this the whole tree is ended and the failure says so.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>When it is to end before its time, it is asked to by SIGINT and has so long to clean up; zero: its tree is ended at once.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>Replaced by <c>***</c> in everything that is shown or kept.</summary>
    public ImmutableArray<Secret> Secrets { get; init; } = [];
}

public sealed record ProcessResult(int ExitCode, string StandardOutput, string StandardError);

/// <summary>The one way to run a process: streamed lines, time limit, cancellation of the whole tree, redaction.</summary>
public interface IProcessRunner
{
    /// <param name="onLine">Each line of both streams as it comes, redacted.</param>
    /// <exception cref="ProcessFailedException">Exit code not 0, not startable, or over its time limit: shows command line, exit code, standard error.</exception>
    Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="RunAsync"/>, but a non-zero exit code is a result.</summary>
    Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default);
}

public readonly record struct OutputLine(string Text, bool IsError);
