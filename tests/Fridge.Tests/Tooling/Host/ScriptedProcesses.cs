using System.Collections.Concurrent;
using Fridge.Tooling.Processes;

namespace Fridge.Tests.Tooling.Host;

/// <summary>Answers command lines by a script and remembers them; standard input is shown behind <c>&lt;&lt;</c>.</summary>
internal sealed class ScriptedProcesses(Func<string, ProcessResult?> script) : IProcessRunner
{
    public ConcurrentQueue<string> Commands { get; } = [];

    public static ProcessResult Out(string output, int exitCode = 0, string error = "") => new(exitCode, output, error);

    public async Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
    {
        var result = await TryRunAsync(command, onLine, cancellationToken);
        return result.ExitCode == 0 ? result : throw new ProcessFailedException($"{command.Program} failed: {result.StandardError}") { ExitCode = result.ExitCode };
    }

    public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var line = string.Join(' ', command.Arguments.Prepend(command.Program));
        Commands.Enqueue(command.Input is null ? line : $"{line} << {new StreamReader(command.Input).ReadToEnd()}");
        return Task.FromResult(script(line) ?? Out(""));
    }
}
