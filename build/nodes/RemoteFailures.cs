using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

internal static class RemoteFailures
{
    private const int ShownCharacters = 400;

    public static FridgeException TimedOut(string node, RemoteCommand command) => new(
        $"{command.Arguments[0]} on {node} did not end within {Show(command.TimeLimit)}, and may still run there.",
        $"Look at {node} itself: is it overloaded, or does a disk or a network mount hang (uptime; dmesg | tail)? Then run the same command again.")
    {
        Evidence = [$"$ {Shown(Redactor.Of(command.Secrets).Redact(command.CommandLine()))}"],
    };

    public static FridgeException EndedThere(string node, RemoteCommand command) => new(
        $"docker on {node} did not end within {Show(command.EndsAfter!.Value)} and was stopped.",
        $"Its engine may hang: look at journalctl -u docker on {node}; restarting it (systemctl restart docker) usually helps. Then run the same command again.")
    {
        Evidence = [$"$ {Shown(Redactor.Of(command.Secrets).Redact(command.CommandLine()))}"],
    };

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

    private static string Show(TimeSpan limit) => limit < TimeSpan.FromMinutes(2) ? $"{limit.TotalSeconds:0} s" : $"{limit.TotalMinutes:0} minutes";

    private static string Shown(string line) => line.Length <= ShownCharacters ? line : line[..ShownCharacters] + "…";
}
