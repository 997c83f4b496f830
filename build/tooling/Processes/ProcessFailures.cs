using System.ComponentModel;

namespace Fridge.Tooling.Processes;

/// <summary>The three ways in which a process fails, as sentences with their evidence.</summary>
internal static class ProcessFailures
{
    private const int NoSuchFile = 2;

    public static ProcessFailedException ExitCode(CommandLine command, ProcessResult result) =>
        new($"{command.Program} ended with exit code {result.ExitCode}.")
        {
            ExitCode = result.ExitCode,
            Evidence = Evidence(command, result),
        };

    public static ProcessFailedException TimeLimit(CommandLine command, ProcessResult soFar) =>
        new($"{command.Program} took longer than {Duration(command.TimeLimit)} and was ended.")
        {
            Evidence = Evidence(command, soFar),
        };

    public static ProcessFailedException NotStarted(CommandLine command, Win32Exception reason) =>
        reason.NativeErrorCode == NoSuchFile
            ? new($"{command.Program} is not on this machine.", $"Install {command.Program}, or ./build.sh Host shows what is missing.", reason)
            : new($"{command.Program} could not be started: {reason.Message}", inner: reason);

    private static IReadOnlyList<string> Evidence(CommandLine command, ProcessResult result)
    {
        var said = LastLines.Of(result.StandardError);
        return [$"$ {ShownCommand.Of(command, Redactor.Of(command.Secrets))}", .. said.Count > 0 ? said : LastLines.Of(result.StandardOutput)];
    }

    private static string Duration(TimeSpan limit) =>
        limit.TotalMinutes >= 2 ? $"{limit.TotalMinutes:0.#} minutes" : $"{limit.TotalSeconds:0.#} seconds";
}

/// <summary>A command line as a person may see it, and could type it.</summary>
internal static class ShownCommand
{
    public static string Of(CommandLine command, Redactor redactor) =>
        redactor.Redact(string.Join(' ', command.Arguments.Prepend(command.Program).Select(ShellText.Quote)));
}

/// <summary>A process that could not be started, ended with a non-zero code, or ran over its time limit.</summary>
public sealed class ProcessFailedException(string message, string? nextStep = null, Exception? inner = null)
    : FridgeException(message, nextStep, inner: inner)
{
    public int? ExitCode { get; init; }
}
