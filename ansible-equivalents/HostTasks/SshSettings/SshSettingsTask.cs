using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.SshSettings;

/// <summary>Whether sshd of the first manager lets Fridge through to the registry and to Flink's REST: found before images are built.</summary>
internal sealed class SshSettingsTask : IHostTask
{
    /// <summary>As sshd understands its files for the user who logged in; empty: it doesn't say.</summary>
    private static readonly Fact<ImmutableDictionary<string, string>> Settings = new("sshd", """
        sshd -T -C "user=${SUDO_USER:-root},host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22" | while read -r key value; do
          case $key in allowtcpforwarding | disableforwarding | permitopen) echo "$key $value" ;; esac
        done
        """, text => text.Lines.Select(line => line.Split(' ', 2)).Where(words => words.Length == 2).DistinctBy(words => words[0]).ToImmutableDictionary(words => words[0], words => words[1]))
    {
        Requires = "sshd",
        Default = ImmutableDictionary<string, string>.Empty,
    };

    public string Name => "ssh settings";

    public IEnumerable<Fact> Facts => [Settings];

    public bool AppliesTo(Node node, Cluster cluster) => node.Name == cluster.Managers.First().Name;

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var settings = node.Read(Settings);
        if (settings.GetValueOrDefault("disableforwarding") == "yes") yield return Forbids(node, "DisableForwarding yes");
        else if (settings.GetValueOrDefault("allowtcpforwarding") is ("no" or "remote") and var allowed) yield return Forbids(node, $"AllowTcpForwarding {allowed}");
        else if (settings.GetValueOrDefault("permitopen") is { } permitted && permitted != "any" && !Permits(permitted, node.All.Cluster)) yield return Forbids(node, $"PermitOpen {permitted}");
    }

    private static bool Permits(string permitted, Cluster cluster)
    {
        var open = permitted.Split(' ');
        return new[] { NodePorts.Registry, NodePorts.RegistryWriting, cluster.Flink.UiPort }.All(port => open.Any(entry => entry.EndsWith($":{port}", StringComparison.Ordinal) || entry.EndsWith(":*", StringComparison.Ordinal)));
    }

    private Refusal Forbids(NodeView node, string setting) => new(Name, node.Name,
        $"sshd of {node.Name} forbids forwarding ({setting}): Fridge needs it to reach the registry and Flink's REST.",
        $"On {node.Name}, in a file of /etc/ssh/sshd_config.d: `AllowTcpForwarding local`, for one user under `Match User`; then sudo systemctl reload ssh.");
}
