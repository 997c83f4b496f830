using System.Net;
using Fridge.Nodes.Sources;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

[Trait("Suite", "ci")]
[Collection(VirtualClusters.OneAfterAnother)]
public sealed class VirtualPiBootTests : IAsyncLifetime
{
    private const string Name = "dev-virt";

    private readonly ProcessRunner processes = new();
    private readonly ReportRecorder report = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-virtual-").FullName;
    private HostFacts host = null!;
    private string[] before = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await new HostProbe(processes, hasTerminal: false).ProbeAsync(Token);
        await DestroyAsync(Paths("first"));
        before = await WhatTheMachineHoldsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DestroyAsync(Paths("first"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_virtual_Pi_boots_is_found_again_by_another_clone_heals_and_leaves_nothing()
    {
        var cluster = VirtualClusters.Of(Name, "172.30.10.0/24", "virt-0");
        var plan = VirtualPlan.From(cluster, host, new VirtualSettings(IPNetwork.Parse("172.30.10.0/24"), await PiImage.EnsureAsync(host, report, Token), VirtualClusters.Owner, DiskBytes: 1L << 30));

        var made = await Launcher("first").UpAsync(plan, host, VirtualClusters.NoLock, report, Token);
        made.Changed.ShouldBeTrue();
        (await LoginAsync(made, "cat /etc/fridge/facts.d/board.fact /boot/firmware/cmdline.txt; df --output=fstype,target /var/lib/docker; hostname; systemctl is-system-running --wait"))
            .ShouldBe(
                """
                architecture=armhf
                model=Raspberry Pi 3 Model B
                memory=1073741824
                os=raspbian
                release=bookworm
                boot=/boot/firmware
                console=serial0,115200 console=tty1 root=PARTUUID=00000000-02 rootfstype=ext4 fsck.repair=yes rootwait
                Type Mounted on
                ext4 /var/lib/docker
                virt-0
                running
                """);
        (await LoginAsync(made, "sudo tune2fs -l $(findmnt -no SOURCE /var/lib/docker) | grep 'Filesystem features'")).ShouldNotContain("dir_index");

        var again = await Launcher("first").UpAsync(plan, host, VirtualClusters.NoLock, report, Token);
        again.Changed.ShouldBeFalse();

        var colleague = await Launcher("second").AttachAsync(plan, host, report, Token);
        colleague.IdentityFile.ShouldNotBe(made.IdentityFile);
        colleague.Pis[0].HostKey.ShouldBe(made.Pis[0].HostKey);
        (await LoginAsync(colleague, "id -un")).ShouldBe("pi");

        await DockerAsync("kill", plan.Pis[0].Container);
        (await Should.ThrowAsync<FridgeException>(() => Launcher("first").AttachAsync(plan, host, report, Token))).Message.ShouldContain("virt-0 exited");
        var healed = await Launcher("first").UpAsync(plan, host, VirtualClusters.NoLock, report, Token);
        healed.Pis[0].HostKey.ShouldBe(made.Pis[0].HostKey);

        var destroyed = await DestroyAsync(Paths("second"));
        destroyed.Removed.ShouldContain($"container {plan.Pis[0].Container}");
        File.Exists(colleague.IdentityFile).ShouldBeFalse();
        (await WhatTheMachineHoldsAsync()).ShouldBe(before);
    }

    /// <summary>Each as root in the Pi; one that succeeds is a hole.</summary>
    [Fact]
    public async Task Root_of_a_virtual_Pi_reaches_neither_disks_nor_devices_nor_limits_of_this_machine()
    {
        var plan = VirtualPlan.From(VirtualClusters.Of(Name, "172.30.10.0/24", "virt-0"), host, new VirtualSettings(IPNetwork.Parse("172.30.10.0/24"), await PiImage.EnsureAsync(host, report, Token), VirtualClusters.Owner, DiskBytes: 1L << 30));
        await Launcher("first").UpAsync(plan, host, VirtualClusters.NoLock, report, Token);
        var disk = Directory.EnumerateDirectories("/sys/block").First(device =>
            !Path.GetFileName(device).StartsWith("loop", StringComparison.Ordinal) && !Path.GetFileName(device).StartsWith("zram", StringComparison.Ordinal) && File.ReadAllText(Path.Combine(device, "size")).Trim() != "0");
        var number = (await File.ReadAllTextAsync(Path.Combine(disk, "dev"), Token)).Trim().Replace(':', ' ');
        (string What, string Script)[] attempts =
        [
            ("the disk, by a device file", $"mknod /tmp/disk b {number} && test $(head -c 512 /tmp/disk | wc -c) = 512"),
            ("the disk, by the machine's device files", $"mkdir /tmp/dev && mount -t devtmpfs dev /tmp/dev && test $(head -c 512 /tmp/dev/{Path.GetFileName(disk)} | wc -c) = 512"),
            ("the disk, mounted", "mount -o ro /tmp/disk /mnt"),
            ("another loop device", "mknod /tmp/loop b 7 1 && exec 3< /tmp/loop"),
            ("memory", "mknod /tmp/mem c 1 1 && exec 3< /tmp/mem"),
            ("the kernel's log, by its device", "mknod /tmp/kmsg c 1 11 && exec 3< /tmp/kmsg"),
            ("the kernel's log", "dmesg"),
            ("more devices", "echo a > /sys/fs/cgroup/devices/devices.allow"),
            ("more memory", $"echo -1 > /sys/fs/cgroup/memory/memory.limit_in_bytes && test $(awk '/hierarchical_memory_limit/ {{ print $2 }}' /sys/fs/cgroup/memory/memory.stat) -gt {1L << 30}"),
            ("a release_agent", "find /sys/fs/cgroup -name release_agent | grep ."),
            ("a hierarchy of its own", "mount -t cgroup -o none,name=mine mine /mnt"),
            ("a setting of the kernel", "cat /proc/sys/vm/swappiness > /tmp/swappiness && cat /tmp/swappiness > /proc/sys/vm/swappiness"),
            ("the clock", "date -s @$(date +%s)"),
            ("files by fanotify", "test $(uname -m) = x86_64 && call=300 || call=262; perl -e 'exit(syscall($ARGV[0] + 0, 0, 0) < 0)' $call"),
        ];

        var holes = new List<string>();
        foreach (var (what, script) in attempts)
        {
            if ((await processes.TryRunAsync(host.Engine!.Docker.Command("exec", plan.Pis[0].Container, "sh", "-c", script), cancellationToken: Token)).ExitCode == 0)
                holes.Add(what);
        }

        holes.ShouldBeEmpty();
        await DockerAsync("exec", plan.Pis[0].Container, "sysctl", "-w", "net.ipv4.ip_forward=1");
    }

    private VirtualLauncher Launcher(string clone) => new(processes, Paths(clone), TimeProvider.System);

    private FridgePaths Paths(string clone) =>
        new(Checkout.Root, Path.Combine(folder, clone, "state"), Path.Combine(folder, clone, "cache"));

    private Task<RemovedNodes> DestroyAsync(FridgePaths paths) =>
        new VirtualDestroyer(Name, VirtualClusters.Owner, processes, paths, TimeProvider.System).RemoveAsync(host, withCache: false, VirtualClusters.NoLock, report, CancellationToken.None);

    /// <summary>By the machine's own ssh, with nothing but the files that the launcher wrote.</summary>
    private async Task<string> LoginAsync(RunningFridge fridge, string script)
    {
        var knownHosts = Path.Combine(Path.GetDirectoryName(fridge.IdentityFile)!, "known_hosts");
        var ssh = new CommandLine("ssh", "-F", "none", "-i", fridge.IdentityFile, "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
            "-o", $"UserKnownHostsFile={knownHosts}", $"pi@{fridge.Pis[0].Address}", script);
        return (await processes.RunAsync(ssh, cancellationToken: Token)).StandardOutput.TrimEnd();
    }

    private async Task<string[]> WhatTheMachineHoldsAsync() =>
    [
        .. (await DockerAsync("container", "ls", "--all", "--filter", "name=virt", "--format", "{{.Names}}")).Split('\n'),
        .. (await DockerAsync("network", "ls", "--filter", "name=virt", "--format", "{{.Name}}")).Split('\n'),
        .. (await DockerAsync("volume", "ls", "--filter", "name=virt", "--format", "{{.Name}}")).Split('\n'),
        .. (await processes.RunAsync(new CommandLine("losetup", "--list", "--noheadings", "--output", "BACK-FILE"), cancellationToken: Token))
            .StandardOutput.Split('\n').Where(file => file.Contains("(deleted)")),
    ];

    private async Task<string> DockerAsync(params string[] arguments) =>
        (await processes.RunAsync(host.Engine!.Docker.Command(arguments), cancellationToken: Token)).StandardOutput.TrimEnd();
}
