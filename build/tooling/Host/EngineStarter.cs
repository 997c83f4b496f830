using Fridge.Tooling.Processes;
using Fridge.Tooling.Waiting;

namespace Fridge.Tooling.Host;

/// <summary>Starts an engine that is installed and not running, and waits until it answers, be it that this user may not speak to it yet.</summary>
internal sealed class EngineStarter(IProcessRunner processes, RootRunner root, TimeProvider time)
{
    public const string Log = "/var/log/fridge-dockerd.log";

    private const string InitScript = "/etc/init.d/docker";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly EngineProbe probe = new(processes);

    /// <exception cref="FridgeException">It doesn't answer: with the end of its log.</exception>
    public async Task StartAsync(EngineStart how, CancellationToken cancellationToken)
    {
        if (await AnswersAsync(cancellationToken))
            return;
        await LaunchAsync(how, cancellationToken);
        if (!await new Poll(Limit, Pause, time).TryUntilAsync(AnswersAsync, cancellationToken))
        {
            throw new FridgeException($"The engine was started and doesn't answer within {Limit.TotalSeconds:0} s.", LogHint(how))
            {
                Evidence = await LastLinesAsync(how, cancellationToken),
            };
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        await probe.ProbeAsync(groups: [], cancellationToken) is { Facts: not null } or { RefusesUser: true };

    private async Task LaunchAsync(EngineStart how, CancellationToken cancellationToken)
    {
        if (how == EngineStart.Systemd)
        {
            await root.RunAsync(Limit, cancellationToken, "systemctl", "enable", "--now", "docker");
            return;
        }

        // Debian's script gives up where limits may not be raised (a machine without CAP_SYS_RESOURCE); dockerd itself doesn't mind.
        if (how == EngineStart.InitScript && File.Exists(InitScript) && (await root.TryRunAsync(Limit, cancellationToken, InitScript, "start")).ExitCode == 0)
            return;
        await root.RunAsync(Limit, cancellationToken, "setsid", "--fork", "sh", "-c", $"exec dockerd >>{Log} 2>&1 </dev/null");
    }

    private static string LogHint(EngineStart how) => how == EngineStart.Systemd
        ? "Read: journalctl -u docker"
        : $"Read: /var/log/docker.log and {Log}";

    private async Task<IReadOnlyList<string>> LastLinesAsync(EngineStart how, CancellationToken cancellationToken)
    {
        string[] command = how == EngineStart.Systemd
            ? ["journalctl", "-u", "docker", "-n", "15", "--no-pager"]
            : ["sh", "-c", $"tail -qn 15 /var/log/docker.log {Log} 2>/dev/null || true"];
        var lines = await root.TryRunAsync(Limit, cancellationToken, command);
        return lines.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
