using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.State;

/// <summary>What of a host can defeat a deployment and no change of ours mends: its init system, a disk that takes nothing, a kernel without what containers stand on.</summary>
internal static class HostState
{
    private static readonly MemorySize LeastRoom = MemorySize.Mebibytes(64);

    private const long LeastInodes = 1000;

    /// <summary>Lines <c>/ ro</c>: where Fridge and the engine write, as mounted last; <c>overlay</c> where what is written is lost at the next boot.</summary>
    private static readonly Fact<Mounts> Writable = new("mounts", """
        while read -r _ at _ options _; do
          case $at in / | /etc | /run | /var | /var/lib | /var/lib/docker | /var/lib/fridge) echo "$at ${options%%,*}" ;; esac
        done </proc/mounts
        read -r boot </proc/cmdline
        case " $boot " in *" boot=overlay "* | *" overlayroot=tmpfs"* | *" overlayroot=device"*) echo overlay ;; esac
        """, Mounts.Parse);

    /// <summary>Lines of path, free bytes, inodes in all (0: no limit) and free ones.</summary>
    private static readonly Fact<ImmutableArray<Room>> Rooms = new("room", """
        for at in / /run /var/lib/docker; do [ ! -d $at ] || set -- "$@" $at; done
        stat -f -c '%n %a %S %c %d' "$@"
        """, text => [.. text.Lines.Select(Room.Parse)]);

    /// <summary>What of the kernel containers and Swarm's networks stand on and a node with modules doesn't have.</summary>
    private static readonly Fact<ImmutableArray<string>> Lacking = new("kernel_lacks", """
        read -r release </proc/sys/kernel/osrelease
        [ -d "/lib/modules/$release" ] && command -v modprobe >/dev/null || exit 0
        for module in overlay vxlan bridge veth ip_vs; do
          [ -d "/sys/module/$module" ] || modprobe -n -q "$module" || echo "$module"
        done
        :
        """, text => text.Lines);

    private static readonly Fact<bool> Systemd = new("systemd", "[ -d /run/systemd/system ]", text => text.Status == 0);

    public static ImmutableArray<Fact> Facts => [Writable, Rooms, Lacking, Systemd];

    public static IEnumerable<Finding> Examine(string source, NodeView node)
    {
        if (!node.Read(Systemd))
        {
            yield return new Refusal(source, node.Name, $"{node.Name} does not run systemd, which starts the engine and Fridge's own units at boot.",
                "Raspberry Pi OS, Debian and Ubuntu have systemd unless somebody removed it.");
        }

        foreach (var refusal in node.Read(Writable).Refusals(source, node.Name)) yield return refusal;
        foreach (var room in node.Read(Rooms))
        {
            if (room.FreeBytes < LeastRoom.Bytes || room is { Inodes: > 0, FreeInodes: < LeastInodes })
                yield return room.IsFull(source, node.Name);
        }

        if (node.Read(Lacking) is { IsEmpty: false } lacking)
        {
            yield return new Refusal(source, node.Name,
                $"The kernel {node.Facts.Kernel} of {node.Name} has no {string.Join(", ", lacking)}, which containers and Swarm's networks need.",
                $"On Ubuntu for the Pi: sudo apt-get install linux-modules-extra-raspi; otherwise install another kernel. On {node.Name}, `modprobe {lacking[0]}` says whether the module exists.");
        }
    }

    private sealed record Mounts(ImmutableArray<string> ReadOnly, bool IsOverlay)
    {
        public static Mounts Parse(FactText text)
        {
            var mounts = text.Lines.Select(line => line.Split(' ')).Where(words => words.Length == 2).GroupBy(words => words[0], words => words[1]);
            return new([.. mounts.Where(mount => mount.Last() == "ro").Select(mount => mount.Key)], text.Lines.Contains("overlay"));
        }

        public IEnumerable<Refusal> Refusals(string source, string node)
        {
            if (IsOverlay)
            {
                yield return new Refusal(source, node, $"What is written on {node} is lost at its next boot: its root file system is an overlay in memory.",
                    $"On {node}: sudo raspi-config, Performance Options, Overlay File System, off; then reboot.");
            }

            if (!ReadOnly.IsEmpty)
            {
                yield return new Refusal(source, node, $"{string.Join(", ", ReadOnly)} of {node} can't be written to: it is mounted read-only.",
                    $"See `dmesg | grep -i remount` on {node}: the kernel mounts a card with errors read-only, and such a card must be replaced; otherwise: sudo mount -o remount,rw {ReadOnly[0]}");
            }
        }
    }

    private sealed record Room(string Path, long FreeBytes, long Inodes, long FreeInodes)
    {
        public static Room Parse(string line)
        {
            var words = line.Split(' ');
            var numbers = words[1..].Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return new(words[0], numbers[0] * numbers[1], numbers[2], numbers[3]);
        }

        public Refusal IsFull(string source, string node) => new(source, node,
            FreeBytes < LeastRoom.Bytes ? $"{Path} of {node} is full: {new MemorySize(FreeBytes)} free." : $"{Path} of {node} has no room for more files: {FreeInodes} of {Inodes} inodes free.",
            $"On {node}, `df -h` and `df -i` show it; sudo apt-get clean, sudo journalctl --vacuum-size=50M and docker system prune make room.");
    }
}
