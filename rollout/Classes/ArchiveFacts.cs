using System.Globalization;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Rollout.Classes;

/// <summary>What a node says before its classes are recorded.</summary>
/// <param name="MemoryAvailable">Bytes that the recording may take: the kernel's estimate, or what is left below the limit of the group that the node itself lives in, as a virtual Pi does.</param>
/// <param name="Profile">Of the node's JVM profile: archives are given to nodes with an equal one.</param>
internal sealed record ArchiveFacts(bool Recorded, long MemoryAvailable, string Profile)
{
    /// <summary>Measured under the emulator, whose own memory counts: a recording takes 430 MiB at its end.</summary>
    public const long MemoryNeeded = 512L << 20;

    /// <summary>An archive that is in use is as new as one that was just recorded: the newest are kept. cgroup v1 writes a number near 2^63 where there is no limit, v2 the word <c>max</c> or no file.</summary>
    private const string Script = """
        profile=$(cksum < "$2")
        echo "profile $profile"
        [ -e "$1/$3" ] && [ "$(cat "$1/$4")" = "$profile" ] && touch "$1" && echo recorded
        sed -n 's/^MemAvailable: *\([0-9]*\) kB$/available \1/p' /proc/meminfo
        for pair in memory/memory.limit_in_bytes:limit memory.max:limit memory/memory.usage_in_bytes:usage memory.current:usage; do
          [ -r "/sys/fs/cgroup/${pair%:*}" ] && echo "${pair#*:} $(cat "/sys/fs/cgroup/${pair%:*}")"
        done
        for stat in /sys/fs/cgroup/memory/memory.stat /sys/fs/cgroup/memory.stat; do
          [ -r "$stat" ] && sed -n 's/^\(total_\)\?inactive_file \([0-9]*\)$/inactive \2/p' "$stat" | tail -n 1
        done
        true
        """;

    public static RemoteCommand Command(ClassArchive archive) =>
        new("sh", "-c", Script, "sh", archive.Folder, WellKnown.JvmProfile, ClassArchive.Top, ClassArchive.Profile);

    public static ArchiveFacts Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var available = Number("available") << 10;
        var left = Number("limit") is > 0 and var limit ? limit - (Number("usage") - Number("inactive")) : available;
        var profile = lines.FirstOrDefault(line => line.StartsWith("profile ", StringComparison.Ordinal)) ?? "";
        return new ArchiveFacts(lines.Contains("recorded"), Math.Min(available, left), profile);

        long Number(string name) =>
            lines.Select(line => line.Split(' ')).FirstOrDefault(words => words[0] == name && words.Length == 2) is [_, var value]
            && long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
