using Fridge.Tests.Support;
using Fridge.Tooling.Host;
using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

/// <summary>The whole <c>docker create</c> for what the probe found; <c>FRIDGE_ACCEPT=1</c> writes the expectations anew.</summary>
public sealed class PiArgumentsTests
{
    private static readonly string[] All =
        ["CHOWN", "NET_ADMIN", "SYS_MODULE", "SYS_ADMIN", "SYS_RESOURCE", "MKNOD", "PERFMON", "BPF", "CHECKPOINT_RESTORE"];

    public static TheoryData<string> Machines => ["cgroup-v1-without-sys-resource", "cgroup-v2", "cgroup-v2-without-swap-accounting", "without-memory-cgroup"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Create_ForAMachine_AsksForWhatItCanGive(string machine)
    {
        var pi = VirtualPlan.From(VirtualClusters.Of("pico", "172.30.7.0/24", "pico-0"), Machine(machine), VirtualClusters.Settings).Pis[0];

        var shown = string.Concat(pi.CreateArguments.Select(argument => argument + "\n"));

        shown.ShouldMatchFile($"Cases/{machine}.txt");
    }

    /// <summary>As real Pis have the share of a file server.</summary>
    [Fact]
    public void Create_WithAFolderForState_GivesAllPisOneVolume_WhichIsFlinks()
    {
        var cluster = VirtualClusters.Of("pico", "172.30.7.0/24", "pico-0", "pico-1") with { StateFolder = new("/mnt/flink") };

        var pis = VirtualPlan.From(cluster, VirtualClusters.Host, VirtualClusters.Settings).Pis;

        pis.ShouldAllBe(pi => pi.CreateArguments.Contains("type=volume,source=fridge-pico.share,target=/mnt/flink,volume-label=fridge.cluster=pico"));
        pis.ShouldAllBe(pi => pi.Files.Any(file => file.Path == "/etc/tmpfiles.d/share.conf" && file.Content == "z /mnt/flink 0755 9999 9999\n"));
    }

    private static HostFacts Machine(string name)
    {
        var engine = new HostEngine { Version = "27.5.1", ContainerdStore = true, CgroupVersion = 2 };
        var host = VirtualClusters.Host with { Engine = engine, CgroupVersion = 2, Capabilities = [.. All] };
        return name switch
        {
            "cgroup-v2" => host,
            "cgroup-v2-without-swap-accounting" => host with { Engine = engine with { SwapLimit = false } },
            "without-memory-cgroup" => host with { Engine = engine with { MemoryLimit = false, SwapLimit = false } },
            _ => VirtualClusters.Host,
        };
    }
}
