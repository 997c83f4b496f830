using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Time;

/// <summary>
/// Keeps a node's clock by chrony or systemd-timesyncd. A Pi has no clock of its own, and Fridge's certificates, Flink's windows and
/// everybody's logs go by it. Off unless <c>hosts.time</c> is set.
/// </summary>
internal sealed class TimeTask : IHostTask
{
    /// <summary>CAP_SYS_TIME, by capability.h: without it a container's clock is the host's own.</summary>
    private const int SetsTime = 25;

    /// <summary>Swarm dates its certificates an hour back, for clocks that differ.</summary>
    private static readonly TimeSpan TrustedDifference = TimeSpan.FromHours(1);

    private static readonly ChoiceKey<TimeService?> Service = new("service", "What keeps the clock. `auto`: chrony where it is installed, else systemd-timesyncd.",
        ("auto", null), ("chrony", TimeService.Chrony), ("timesyncd", TimeService.Timesyncd))
    { Fallback = null };

    private static readonly ListKey<string> Servers = new(
        new TextKey("servers", "NTP servers by name or address. `[]`: those of the distribution.", new("^[A-Za-z0-9.:-]{1,253}$"), "a time server's name or address"),
        "a list of time servers: [192.168.1.1]")
    { Example = "[192.168.1.1]" };

    private static readonly Fact<bool> MaySetClock = new("may_set_clock", "sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status",
        text => ((ulong.Parse(text.FirstLine, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) >> SetsTime) & 1) == 1);

    private static readonly Fact<ImmutableDictionary<string, UnitState>> Units = new("time_services", """
        for unit; do
          enabled=$(systemctl is-enabled "$unit.service") || :
          echo "$unit ${enabled:-not-found} $(systemctl is-active "$unit.service")"
        done
        """, text => text.Lines.Select(line => line.Split(' ')).ToImmutableDictionary(words => words[0], words => new UnitState(words[1], words[2])))
    {
        Arguments = [TimeService.Chrony.Unit, TimeService.Timesyncd.Unit, .. TimeService.Others],
        Requires = "systemctl",
        Default = ImmutableDictionary<string, UnitState>.Empty,
    };

    private static readonly Fact<string?> ChronyFile = FileFacts.Text("time_chrony", TimeService.Chrony.File);

    private static readonly Fact<string?> TimesyncdFile = FileFacts.Text("time_timesyncd", TimeService.Timesyncd.File);

    public string Name => "time";

    public HostTaskSettings Settings { get; } = new("time", "Keeps the nodes' clocks by NTP.", Service, Servers) { OffByDefault = true };

    public string Shell => EmbeddedText.Read(typeof(TimeTask), "time.sh");

    public IEnumerable<Fact> Facts => [MaySetClock, Units, ChronyFile, TimesyncdFile];

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var (units, said) = (node.Read(Units), Settings.Of(node.All.Cluster)!);
        var service = said.Get(Service) ?? (units.TryGetValue(TimeService.Chrony.Unit, out var chrony) && chrony.IsInstalled ? TimeService.Chrony : TimeService.Timesyncd);
        return LeftAlone(node, units, service) is { } why
            ? [new Remark(Name, node.Name, $"{why}, so hosts.time changes nothing there")]
            : [.. Install(node, service, units[service.Unit]), .. Configure(node, service, units[service.Unit], said.Get(Servers)), .. Start(node, service, units[service.Unit])];
    }

    public IEnumerable<Finding> WhenOff(NodeView node, IReadOnlyCollection<Finding> found)
    {
        var manager = node.All[node.All.FirstManager];
        var difference = (node.Facts.ClockOffset - manager.Facts.ClockOffset).Duration();
        if (difference > TrustedDifference)
        {
            yield return new Refusal(Name, node.Name,
                string.Create(CultureInfo.InvariantCulture, $"The clocks of {manager.Name} and {node.Name} differ by {difference:d\\.hh\\:mm\\:ss}: to {node.Name}, the certificates that {manager.Name} signs look expired or not valid yet."),
                $"On the node whose clock is wrong (run `date` on both): sudo timedatectl set-ntp true; or write hosts: {{time: {{}}}} into {node.All.Cluster.SourceFile}, and Provision keeps the clocks.");
        }
    }

    /// <summary>Null: nothing speaks against keeping the clock.</summary>
    private static string? LeftAlone(NodeView node, ImmutableDictionary<string, UnitState> units, TimeService service) => units switch
    {
        _ when !node.Read(MaySetClock) => $"{node.Name} may not set its clock (a container without CAP_SYS_TIME)",
        { IsEmpty: true } => $"{node.Name} has no systemd",
        _ when TimeService.Others.FirstOrDefault(other => units[other].IsActive) is { } other => $"{other} keeps the clock of {node.Name}",
        _ when units[service.Unit].Enabled == "masked" => $"{service.Unit} is masked on {node.Name}",
        _ => null,
    };

    private IEnumerable<Finding> Install(NodeView node, TimeService service, UnitState state) => state.IsInstalled
        ? []
        : [new ShellChange(Name, node.Name, $"install {service.Package}", "", $"install_time_service {service.Package}\n")];

    private IEnumerable<Finding> Configure(NodeView node, TimeService service, UnitState state, ImmutableArray<string> servers)
    {
        var current = node.Read(service == TimeService.Chrony ? ChronyFile : TimesyncdFile);
        var restart = state.IsActive ? new Restart($"{service.Unit}.service", "its servers changed") : null;
        var changes = servers.IsEmpty
            ? Remove(node, service.File, current)
            : FileChange.Make(Name, node.Name, service.File, "0644", current, service.Content(servers));
        return changes.Select(change => change with { Restarts = restart });
    }

    private IEnumerable<ShellChange> Remove(NodeView node, string file, string? current) => current is null
        ? []
        : [new ShellChange(Name, node.Name, $"remove {file}", TextDiff.Between(file, current, ""), Changes.Shell.Text($"rm -f {file}\n"))];

    private IEnumerable<Finding> Start(NodeView node, TimeService service, UnitState state) => state is { IsActive: true, Enabled: "enabled" }
        ? []
        : [new ShellChange(Name, node.Name, $"start {service.Unit}", "", $"systemctl --quiet enable --now {service.Unit}.service\n")];

    /// <param name="Enabled">As <c>systemctl is-enabled</c> says.</param>
    /// <param name="Active">As <c>systemctl is-active</c> says.</param>
    private sealed record UnitState(string Enabled, string Active)
    {
        public bool IsInstalled => Enabled != "not-found";

        public bool IsActive => Active == "active";
    }
}
