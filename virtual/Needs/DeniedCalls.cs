using System.Collections.Immutable;

namespace Fridge.Virtual.Needs;

/// <summary>System calls that the capabilities of <see cref="PiNeeds"/> would allow, that reach this machine's kernel as a whole, and that no Pi needs.</summary>
/// <param name="Errno">What the caller is told: 1 is EPERM; 38, ENOSYS, where programs go on without.</param>
internal sealed record DeniedCalls(ImmutableArray<string> Names, string Why, int Errno = 1)
{
    public static readonly ImmutableArray<DeniedCalls> Table =
    [
        new(["fanotify_init", "open_by_handle_at"], "any file of the file system on which the Pi's volume lies"),
        new(["perf_event_open"], "this machine's kernel and processes, by watching them"),
        new(["add_key", "keyctl", "request_key"], "root's keys, which no namespace separates", Errno: 38),
        new(["init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load"], "other code for the kernel"),
        new(["swapon", "swapoff", "quotactl", "quotactl_fd", "acct", "syslog"], "this machine's swap, quotas, accounting and kernel log"),
        new(["iopl", "ioperm"], "the hardware's ports"),
    ];
}
