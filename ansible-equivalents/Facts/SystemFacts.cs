using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Fridge.Model;
using Fridge.Tooling.Host;

namespace Fridge.Provisioning.Facts;

/// <summary>What a node is: board, userland, kernel, memory, addresses, clock.</summary>
internal static class SystemFacts
{
    public static readonly Fact<string> Hostname = Line("hostname", "read -r name </proc/sys/kernel/hostname && echo \"$name\"");

    /// <summary>The kernel's machine. Never an answer to "which userland": 32-bit Raspberry Pi OS boots a 64-bit kernel.</summary>
    public static readonly Fact<string> Machine = Line("machine", "uname -m");

    public static readonly Fact<string> Kernel = Line("kernel", "read -r release </proc/sys/kernel/osrelease && echo \"$release\"");

    public static readonly Fact<string> DebianArchitecture = Line("architecture", "dpkg --print-architecture");

    public static readonly Fact<string> Model = Line("model", """
        for file in /proc/device-tree/model /sys/class/dmi/id/product_name; do
          { read -r model || [ -n "$model" ]; } <"$file" && break
        done
        printf '%s\n' "$model"
        """);

    public static readonly Fact<long> MemoryBytes = new("memory", "while read -r key size; do [ $key != MemTotal: ] || { echo $size; break; }; done </proc/meminfo",
        text => long.Parse(text.FirstLine.Split(' ')[0], CultureInfo.InvariantCulture) * 1024);

    public static readonly Fact<OsRelease> OsRelease = FileFacts.Of("os_release", "/etc/os-release", text => Tooling.Host.OsRelease.Parse(text.Text));

    /// <summary>The node's own say, which wins over everything probed.</summary>
    public static readonly Fact<LocalFacts> Local = FileFacts.Of("local", WellKnown.LocalFacts, LocalFacts.Parse);

    /// <summary>Since its kernel began.</summary>
    public static readonly Fact<TimeSpan> Uptime = FileFacts.Of("uptime", "/proc/uptime",
        text => TimeSpan.FromSeconds(double.Parse(text.FirstLine.Split(' ')[0], CultureInfo.InvariantCulture)));

    /// <summary>Seconds since 1970 by the node's clock.</summary>
    public static readonly Fact<DateTimeOffset> Clock = new("clock", "date +%s.%N",
        text => DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(text.FirstLine, CultureInfo.InvariantCulture)));

    // cgroup v2 lists its controllers; of v1 only the fourth column tells. On 6.12 kernels /proc/cgroups no longer names it.
    public static readonly Fact<bool> MemoryCgroup = new("memory_cgroup", """
        { read -r controllers </sys/fs/cgroup/cgroup.controllers; } && case " $controllers " in *" memory "*) exit 0 ;; esac
        while read -r name _ _ on; do [ "$name $on" != "memory 1" ] || exit 0; done </proc/cgroups
        exit 1
        """, text => text.Status == 0);

    /// <summary>The folder of <c>cmdline.txt</c>: moved by bookworm.</summary>
    public static readonly Fact<string> BootFolder = Line("boot", """
        [ -e /boot/firmware/cmdline.txt ] && echo /boot/firmware || echo /boot
        """);

    /// <summary>The node's own IPv4 addresses outside of what an engine or pods' networks made.</summary>
    public static readonly Fact<ImmutableArray<IPAddress>> Addresses = new("addresses",
        "ip -4 -o address show scope global | while read -r _ name _ address _; do case $name in docker* | br-* | veth* | cni* | flannel* | kube-*) ;; *) echo $address ;; esac; done",
        text => [.. text.Lines.Select(line => IPAddress.Parse(line.Split('/')[0]))]);

    /// <summary>The networks that the node has a way to; the default route isn't one.</summary>
    public static readonly Fact<ImmutableArray<IPNetwork>> Routes = new("routes", """
        ip -4 route show table all | while read -r first second _; do
          for word in $first $second; do
            case $word in *[!0-9./]*) ;; *) echo $word; break ;; esac
          done
        done
        """, text => [.. text.Lines.Select(Route).Distinct()]);

    /// <summary>The TCP ports that something listens on.</summary>
    // The kernel's own table, which is there where ss is not: 0A is listening, the port is hexadecimal.
    public static readonly Fact<ImmutableHashSet<int>> Listening = new("listening", """
        awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }' /proc/net/tcp /proc/net/tcp6
        """, text => [.. text.Lines.Select(line => int.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))]);

    private static Fact<string> Line(string name, string script) => new(name, script, text => text.FirstLine);

    private static IPNetwork Route(string line)
    {
        var parts = line.Split('/');
        var length = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 32;
        return Networks.Of(IPAddress.Parse(parts[0]), length);
    }
}
