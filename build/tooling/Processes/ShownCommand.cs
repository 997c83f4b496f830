
namespace Fridge.Tooling.Processes;

/// <summary>A command line as a person may see it, and could type it.</summary>
internal static class ShownCommand
{
    public static string Of(CommandLine command, Redactor redactor) =>
        redactor.Redact(string.Join(' ', command.Arguments.Prepend(command.Program).Select(ShellText.Quote)));
}
