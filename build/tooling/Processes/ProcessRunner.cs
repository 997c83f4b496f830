using System.ComponentModel;
using CliWrap;

namespace Fridge.Tooling.Processes;

/// <summary>Runs processes by CliWrap. Cancelling or running over the time limit ends the whole process tree.</summary>
public sealed class ProcessRunner(TimeProvider time) : IProcessRunner
{
    public ProcessRunner()
        : this(TimeProvider.System)
    {
    }

    public async Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
    {
        var result = await TryRunAsync(command, onLine, cancellationToken);
        return result.ExitCode == 0 ? result : throw ProcessFailures.ExitCode(command, result);
    }

    public async Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
    {
        var output = new ProcessOutput(Redactor.Of(command.Secrets), onLine);
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var force = new CancellationTokenSource();
        await using var ending = either.Token.Register(() => force.CancelAfter(command.Grace));
        try
        {
            var ended = await Wrap(command, output).ExecuteAsync(force.Token, command.Grace > TimeSpan.Zero ? either.Token : default);
            return output.Result(ended.ExitCode);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw ProcessFailures.TimeLimit(command, output.Result(-1));
        }
        catch (Win32Exception reason)
        {
            throw ProcessFailures.NotStarted(command, reason);
        }
    }

    private static Command Wrap(CommandLine command, ProcessOutput output) => Cli.Wrap(command.Program)
        .WithArguments(command.Arguments)
        .WithWorkingDirectory(command.WorkingDirectory ?? Environment.CurrentDirectory)
        .WithEnvironmentVariables(command.Environment)
        .WithStandardInputPipe(command.Input is null ? PipeSource.Null : PipeSource.FromStream(command.Input))
        .WithStandardOutputPipe(command.Output is null ? PipeTarget.ToDelegate(output.Out) : PipeTarget.ToStream(command.Output))
        .WithStandardErrorPipe(PipeTarget.ToDelegate(output.Error))
        .WithValidation(CommandResultValidation.None);
}
