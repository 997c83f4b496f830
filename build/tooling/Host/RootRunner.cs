using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>Runs named steps as root: directly, or by sudo.</summary>
internal sealed class RootRunner(IProcessRunner processes, HostRoot access, TimeProvider time, IReport report)
{
    /// <summary>sudo forgets a password after five minutes or more, by its settings; an apt that takes longer must not end in asking.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    /// <summary>sudo asks on the terminal itself and remembers for some minutes; this program never sees a password.</summary>
    private static CommandLine AskForPassword => new("sudo", "-v", "-p", "[sudo] password for %u, to prepare this machine: ") { TimeLimit = TimeSpan.FromMinutes(5) };

    public async Task UnlockAsync(CancellationToken cancellationToken)
    {
        if (access == HostRoot.SudoWithPassword)
            await processes.RunAsync(AskForPassword, cancellationToken: cancellationToken);
    }

    public Task<ProcessResult> RunAsync(TimeSpan limit, CancellationToken cancellationToken, params IEnumerable<string> arguments) => UnlockedAsync(
        token => processes.RunAsync(Command(arguments) with { TimeLimit = limit }, line => report.Detail(line.Text), token), cancellationToken);

    public Task<ProcessResult> TryRunAsync(TimeSpan limit, CancellationToken cancellationToken, params IEnumerable<string> arguments) => UnlockedAsync(
        token => processes.TryRunAsync(Command(arguments) with { TimeLimit = limit }, line => report.Detail(line.Text), token), cancellationToken);

    /// <summary>While a command runs, sudo is asked again and again, so that its permission doesn't expire.</summary>
    private async Task<ProcessResult> UnlockedAsync(Func<CancellationToken, Task<ProcessResult>> run, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var refreshing = access == HostRoot.SudoWithPassword ? RefreshAsync(over.Token) : Task.CompletedTask;
        try
        {
            return await run(cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await refreshing;
        }
    }

    private async Task RefreshAsync(CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Refresh, time, over);
                await processes.TryRunAsync(new CommandLine("sudo", "-n", "-v") { TimeLimit = Refresh }, cancellationToken: over);
            }
        }
        catch (OperationCanceledException)
        {
            // The command is over.
        }
    }

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
