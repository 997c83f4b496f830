using System.Net;
using Fridge.Model;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>The cluster that the tests of this room converge: three Pi 3, the first one manages.</summary>
internal static class Fridges
{
    public static Cluster Pico => Of("172.30.8.11", "172.30.8.12", "172.30.8.13");

    public static Cluster Of(params string[] addresses) => new()
    {
        Name = "pico",
        Orchestrator = Orchestrator.Swarm,
        Ssh = new SshSettings(),
        Flink = new FlinkSettings
        {
            Version = "1.20.5",
            AllowFrom = [IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:1::/32")],
            JobManager = new JobManagerSettings(MemorySize.Mebibytes(512)),
            TaskManager = new TaskManagerSettings(2, 1, MemorySize.Mebibytes(512)),
        },
        Nodes = [.. addresses.Select((address, at) => Node($"pico-{at}", address, at == 0 ? NodeRole.Manager : NodeRole.Worker))],
        SourceFile = "clusters/pico.yaml",
    };

    private static Node Node(string name, string address, NodeRole role) => new()
    {
        Name = name,
        Address = address,
        Board = Boards.Find("pi3b")!,
        Os = new Fridge.Model.OperatingSystem("bookworm-armhf", "bookworm", NodeArchitecture.Armv7),
        Roles = [role],
        Ssh = new SshSettings(),
    };
}
