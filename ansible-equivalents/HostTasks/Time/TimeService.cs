using System.Collections.Immutable;

namespace Fridge.Provisioning.HostTasks.Time;

/// <summary>A service that keeps a node's clock by NTP.</summary>
/// <param name="Unit">systemd's name, without <c>.service</c>.</param>
/// <param name="Package">Debian's.</param>
/// <param name="File">Where it reads servers from, a file of Fridge's alone.</param>
internal sealed record TimeService(string Unit, string Package, string File, Func<ImmutableArray<string>, string> Content)
{
    /// <summary>Its packaged configuration has <c>sourcedir /etc/chrony/sources.d</c> since version 4 (Debian 11).</summary>
    public static readonly TimeService Chrony = new("chrony", "chrony", "/etc/chrony/sources.d/fridge.sources",
        servers => string.Concat(servers.Select(server => $"server {server} iburst\n")));

    public static readonly TimeService Timesyncd = new("systemd-timesyncd", "systemd-timesyncd", "/etc/systemd/timesyncd.conf.d/fridge.conf",
        servers => $"[Time]\nNTP={string.Join(' ', servers)}\n");

    /// <summary>Services that a person may have chosen and that Fridge doesn't know how to tell its servers.</summary>
    public static readonly ImmutableArray<string> Others = ["ntp", "ntpsec", "openntpd"];
}
