using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>What a Pi that doesn't boot has to say.</summary>
internal static class BootFailure
{
    private const string Lines = "15";

    private const string StateFormat =
        "{{.State.Status}}, exit code {{.State.ExitCode}}{{if .State.OOMKilled}}, out of memory{{end}}{{with .State.Error}}: {{.}}{{end}}";

    public static async Task<bool> HasEndedAsync(PiEngine engine, VirtualPi pi, CancellationToken cancellationToken)
    {
        var state = await engine.TryRunAsync(cancellationToken, "container", "inspect", "--format", "{{.State.Status}}", pi.Container);
        return state.ExitCode != 0 || state.StandardOutput.Trim() is "exited" or "dead";
    }

    public static async Task<FridgeException> DescribeAsync(PiEngine engine, VirtualPi pi, string what, CancellationToken cancellationToken)
    {
        var state = await engine.TryRunAsync(cancellationToken, "container", "inspect", "--format", StateFormat, pi.Container);
        var journal = await engine.TryRunAsync(cancellationToken, "exec", pi.Container, "journalctl", "--no-pager", "--lines", Lines);
        var console = await engine.TryRunAsync(cancellationToken, "container", "logs", "--tail", Lines, pi.Container);
        return new FridgeException($"The virtual Pi {pi.Node} doesn't answer: {what}.", $"Look inside: docker exec -it {pi.Container} systemctl --failed; then run the same command again.")
        {
            Evidence =
            [
                $"container {pi.Container}: {(state.ExitCode == 0 ? state.StandardOutput : state.StandardError).Trim()}",
                .. Split(journal.ExitCode == 0 ? journal.StandardOutput : ""),
                .. Split(console.StandardOutput + console.StandardError),
            ],
        };
    }

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
