using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

internal static class RemoteFailures
{
    private const int ShownCharacters = 400;

    public static RemoteCommandFailedException ExitStatus(string node, RemoteCommand command, RemoteResult result)
    {
        var redactor = Redactor.Of(command.Secrets);
        var said = LastLines.Of(result.StandardError) is { Count: > 0 } errors ? errors : LastLines.Of(result.StandardOutput);
        return new($"{command.Arguments[0]} on {node} ended with status {result.ExitStatus}.")
        {
            Node = node,
            ExitStatus = result.ExitStatus,
            Evidence = [$"$ {Shown(redactor.Redact(command.CommandLine()))}", .. said.Select(redactor.Redact)],
        };
    }

    private static string Shown(string line) => line.Length <= ShownCharacters ? line : line[..ShownCharacters] + "…";
}
