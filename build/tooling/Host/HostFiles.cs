using System.Globalization;
using System.Net;

namespace Fridge.Tooling.Host;

/// <summary>Facts that lie in files.</summary>
/// <param name="root">The root of the file system; another folder in tests.</param>
internal sealed class HostFiles(string root)
{
    private static readonly string[] CapabilityNames =
    [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE",
        "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT",
        "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE",
        "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ",
        "PERFMON", "BPF", "CHECKPOINT_RESTORE",
    ];

    public OsRelease Os => OsRelease.Parse(Read("etc/os-release"));

    public bool Systemd => Directory.Exists(Path("run/systemd/system"));

    public int CgroupVersion => File.Exists(Path("sys/fs/cgroup/cgroup.controllers")) ? 2 : 1;

    public BinfmtFacts Binfmt => new(File.Exists(Path("proc/sys/fs/binfmt_misc/status")), ArmFlags());

    public long MemoryAvailable => long.Parse(
        Field("proc/meminfo", "MemAvailable:").Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture) << 10;

    /// <summary>Those in the bounding set of PID 1, in the order of their numbers (linux/capability.h).</summary>
    public IEnumerable<string> Capabilities
    {
        get
        {
            var set = ulong.Parse(Field("proc/1/status", "CapBnd:"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return CapabilityNames.Where((_, number) => (set >> number & 1) == 1);
        }
    }

    public IEnumerable<HostRoute> Routes => Read("proc/net/route").Split('\n').Skip(1)
        .Select(line => line.Split('\t', StringSplitOptions.TrimEntries))
        .Where(fields => fields.Length > 7 && fields[7] != "00000000")
        .Select(fields => new HostRoute($"{Address(fields[1])}/{uint.PopCount(Hex(fields[7]))}", fields[0]));

    public IEnumerable<AptFile> AptSources => AptPaths().Select(path => new AptFile(path, Read(path.TrimStart('/'))));

    public bool Has(string path) => File.Exists(Path(path));

    public IEnumerable<string> GroupsOf(string user) => Read("etc/group").Split('\n')
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length == 4 && fields[3].Split(',').Contains(user))
        .Select(fields => fields[0]);

    private IEnumerable<string> AptPaths()
    {
        if (Has("etc/apt/sources.list"))
            yield return "/etc/apt/sources.list";
        var folder = Path("etc/apt/sources.list.d");
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (System.IO.Path.GetExtension(file) is ".sources" or ".list")
                yield return $"/etc/apt/sources.list.d/{System.IO.Path.GetFileName(file)}";
        }
    }

    private string? ArmFlags()
    {
        var handler = Read("proc/sys/fs/binfmt_misc/qemu-arm").Split('\n');
        return handler[0] == "enabled" ? handler.FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal))?[6..].Trim() : null;
    }

    private string Field(string path, string name) =>
        Read(path).Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim() ?? "0";

    private string Read(string path) => Has(path) ? File.ReadAllText(Path(path)) : "";

    private string Path(string path) => System.IO.Path.Combine(root, path);

    private static uint Hex(string field) => uint.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IPAddress Address(string field) => new(Hex(field));
}
