using System.Globalization;
using Fridge.Nodes;

namespace Fridge.Nodes.Locks;

/// <summary>
/// What runs on the manager while the lock is held. It wants a line now and then, answers each, and ends at the end of its
/// input or after some silence: no lock outlives a closed laptop. A directory is locked, so no file is left behind; it is
/// open to all, because several people deploy (and sticky folders refuse to write another's files: fs.protected_regular).
/// The holder's name is written after the lock was taken and removed before it is let go: one who finds the lock without a
/// name looks again, for 3 s at most.
/// </summary>
internal static class LockScript
{
    public const string Folder = "/run/lock/fridge";

    /// <summary>The first word of an answer: the lock is held.</summary>
    public const string Held = "held";

    /// <summary>The first word of the answer when it is another's, before the words about that one.</summary>
    public const string Busy = "busy";

    public static RemoteCommand Command(string folder, LockHolder holder, TimeSpan silence) => new(
        "sh", "-c", Text, "fridge-lock", folder, holder.ToString(), silence.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));

    private const string Text =
        """
        umask 0
        mkdir -p "$1"
        exec 9<"$1" || exit 74
        tries=30
        until flock -n 9; do
          who=$(cat "$1/holder" 2>/dev/null)
          if [ -n "$who" ] || [ "$tries" = 0 ]; then
            echo "busy $who"
            exit 75
          fi
          tries=$((tries - 1))
          sleep 0.1
        done
        trap 'rm -f "$1/holder"; exit 0' HUP INT TERM PIPE
        echo "$2 since $(date -u '+%Y-%m-%d %H:%M:%S') UTC" > "$1/holder.$$"
        mv -f "$1/holder.$$" "$1/holder"
        echo held
        while timeout "$3" sh -c 'read -r line' 9<&-; do echo held || break; done
        rm -f "$1/holder"
        """;
}
