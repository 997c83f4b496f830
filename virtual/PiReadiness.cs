using Fridge.Tooling;
using Fridge.Tooling.Waiting;

namespace Fridge.Virtual;

/// <summary>Waits until a Pi's sshd and engine answer, lets the cluster's key in, and reads the Pi's host key: one exec when all is up.</summary>
internal sealed class PiReadiness(PiEngine engine, SshProbe door, TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>What <see cref="Script"/> exits with while it still waits (EX_TEMPFAIL).</summary>
    private const int NotYet = 75;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits in the Pi for some seconds at most, so that nothing lives on there when this program ends. Its units are active as soon as they answer; asking the engine itself would cost a Pi more than all the rest.</summary>
    private const string Script = """
        set -u
        key=$1 folder=/home/pi/.ssh
        if ! grep -qxF "$key" "$folder/authorized_keys" 2>/dev/null; then
          install -d -m 700 -o pi -g pi "$folder"
          printf '%s\n' "$key" >> "$folder/authorized_keys"
          chown pi:pi "$folder/authorized_keys"
          chmod 600 "$folder/authorized_keys"
        fi
        tries=0
        while :; do
          set -- $(systemctl is-active ssh.service docker.service)
          if [ "${1-}" != active ]; then waiting=sshd
          elif [ -e /run/nologin ]; then waiting='logins (systemd-user-sessions)'
          elif [ "${2-}" != active ]; then waiting=dockerd
          else break; fi
          tries=$((tries + 1))
          [ $tries -lt 15 ] || { echo "$waiting"; exit 75; }
          sleep 0.2
        done
        read -r type key _ </etc/ssh/ssh_host_ed25519_key.pub && echo "$type $key"
        """;

    /// <param name="publicKey">The line for <c>authorized_keys</c>.</param>
    /// <exception cref="FridgeException">It doesn't boot: its state and last journal lines.</exception>
    public async Task<RunningPi> WaitAsync(VirtualPi pi, string publicKey, CancellationToken cancellationToken)
    {
        var waiting = "its init system";
        return await new Poll(Limit, Pause, time).TryUntilAsync(AskAsync, cancellationToken)
            ?? throw await BootFailure.DescribeAsync(engine, pi, $"waited {Limit.TotalSeconds:0} s for {waiting}", cancellationToken);

        async Task<RunningPi?> AskAsync(CancellationToken token)
        {
            var answer = await engine.TryRunAsync(token, "exec", pi.Container, "sh", "-c", Script, "sh", publicKey);
            if (answer.ExitCode == 0 && await door.IsOpenAsync(pi.Address, token))
                return new RunningPi(pi.Node, pi.Address, pi.Container, answer.StandardOutput.Trim());
            if (answer.ExitCode is not 0 and not NotYet && await BootFailure.HasEndedAsync(engine, pi, token))
                throw await BootFailure.DescribeAsync(engine, pi, "ended while it booted", token);
            waiting = answer.ExitCode switch { 0 => $"port 22 of {pi.Address} as seen from this machine", NotYet => answer.StandardOutput.Trim(), _ => waiting };
            return null;
        }
    }
}
