using System.Net;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Nodes.Sources;
using Fridge.Tooling.Host;
using Fridge.Virtual;

namespace Fridge.Tests.Virtual;

internal static class VirtualClusters
{
    /// <summary>The collection of the tests that make Pis: what one leaves on the machine is not to be taken for another's.</summary>
    public const string OneAfterAnother = "virtual Pis";

    public static readonly VirtualOwner Owner = new("clusters/test.yaml");

    /// <summary>Where nobody else changes the cluster, and no test asks.</summary>
    public static readonly TakeLock NoLock = (_, _, _) => Task.FromResult<ILockHandle?>(null);

    public static readonly VirtualSettings Settings = new(IPNetwork.Parse("172.30.7.0/24"), "fridge/virtual-pi:0123456789ab", Owner);

    public static Cluster Of(string name, string subnet, params string[] nodes)
    {
        var network = IPNetwork.Parse(subnet);
        return new Cluster
        {
            Name = name,
            Orchestrator = Orchestrator.Swarm,
            Ssh = new SshSettings(),
            Flink = new FlinkSettings
            {
                Version = "1.20.5",
                JobManager = new JobManagerSettings(MemorySize.Mebibytes(512)),
                TaskManager = new TaskManagerSettings(2, 1, MemorySize.Mebibytes(512)),
            },
            Nodes = [.. nodes.Select((node, index) => Node(node, Address(network, 11 + index)))],
            SourceFile = "clusters/test.yaml",
        };
    }

    public static Node Node(string name, string address) => new()
    {
        Name = name,
        Address = address,
        Board = new Board("pi3b", "Raspberry Pi 3 Model B", MemorySize.Mebibytes(1024), BoardIsa.Arm64),
        Os = new Fridge.Model.OperatingSystem("bookworm-armhf", "bookworm", NodeArchitecture.Armv7),
        Ssh = new SshSettings(),
    };

    /// <summary>A machine as the tests of this room met it: cgroup v1, no CAP_SYS_RESOURCE.</summary>
    public static HostFacts Host => new()
    {
        Os = new OsRelease("debian", "12", "bookworm"),
        Root = HostRoot.Root,
        User = "root",
        Engine = new HostEngine { Version = "26.1.5", ContainerdStore = true, CgroupVersion = 1 },
        CgroupVersion = 1,
        Capabilities = ["CHOWN", "NET_ADMIN", "SYS_MODULE", "SYS_ADMIN", "MKNOD"],
        MemoryAvailable = 8L << 30,
        DiskFree = 50L << 30,
    };

    private static string Address(IPNetwork network, int host)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[3] += (byte)host;
        return new IPAddress(bytes).ToString();
    }
}
