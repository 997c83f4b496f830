using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>Runs named steps as root: directly, or by sudo.</summary>
internal sealed class RootRunner(IProcessRunner processes, HostRoot access, IReport report)
{
    public async Task UnlockAsync(CancellationToken cancellationToken)
    {
        if (access == HostRoot.SudoWithPassword)
            await processes.RunAsync(SudoPassword.Ask, cancellationToken: cancellationToken);
    }

    public Task<ProcessResult> RunAsync(TimeSpan limit, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        processes.RunAsync(Command(arguments) with { TimeLimit = limit }, line => report.Detail(line.Text), cancellationToken);

    public Task<ProcessResult> TryRunAsync(TimeSpan limit, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        processes.TryRunAsync(Command(arguments) with { TimeLimit = limit }, line => report.Detail(line.Text), cancellationToken);

    public async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        var install = Command("install", "-D", "-m", "0644", "/dev/stdin", path);
        await processes.RunAsync(install with { Input = input, TimeLimit = TimeSpan.FromMinutes(1) }, cancellationToken: cancellationToken);
    }

    private CommandLine Command(params IEnumerable<string> arguments)
    {
        string[] all = access == HostRoot.Root ? [.. arguments] : ["sudo", "-n", .. arguments];
        return new CommandLine(all[0], all[1..]);
    }
}
