using System.Globalization;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Bench.Start;

/// <summary>The docker command line of this machine.</summary>
internal sealed class LocalEngine(IProcessRunner processes, LocalDocker docker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <returns>Its standard output.</returns>
    public async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        (await processes.RunAsync(docker.Command(arguments) with { TimeLimit = Limit }, cancellationToken: cancellationToken)).StandardOutput.Trim();

    public async Task<bool> HasImageAsync(string tag, CancellationToken cancellationToken) =>
        (await processes.TryRunAsync(docker.Command("image", "inspect", tag), cancellationToken: cancellationToken)).ExitCode == 0;

    /// <returns>Resident bytes of all their processes.</returns>
    public async Task<long> RssAsync(IEnumerable<string> containers, CancellationToken cancellationToken)
    {
        var sum = 0L;
        foreach (var container in containers)
        {
            var table = await RunAsync(["top", container, "-eo", "pid,rss"], cancellationToken);
            sum += table.Split('\n').Skip(1).Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) << 10;
        }

        return sum;
    }

    /// <summary>Also what isn't there.</summary>
    public async Task RemoveAsync(IEnumerable<string> containers, string network, CancellationToken cancellationToken)
    {
        await processes.TryRunAsync(docker.Command(["rm", "--force", "--volumes", .. containers]), cancellationToken: cancellationToken);
        await processes.TryRunAsync(docker.Command("network", "rm", network), cancellationToken: cancellationToken);
    }

    /// <returns>When the container has ended, with its last lines.</returns>
    public async Task<FridgeException> DeathOfAsync(string container, CancellationToken cancellationToken)
    {
        var code = await RunAsync(["wait", container], cancellationToken);
        var log = await processes.TryRunAsync(docker.Command("logs", "--tail", "20", container), cancellationToken: cancellationToken);
        return new FridgeException($"{container} ended with {code} before the TaskManager was registered.")
        {
            Evidence = LastLines.Of(log.StandardOutput + log.StandardError),
        };
    }
}
