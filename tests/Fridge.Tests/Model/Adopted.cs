using Fridge.Model;

namespace Fridge.Tests.Model;

/// <summary>Clusters as the API of an existing Kubernetes names their nodes.</summary>
internal static class Adopted
{
    public static Cluster Of(string file, params Node[] nodes) => Of(file, hasLabels: false, nodes);

    public static Cluster Of(string file, bool hasLabels, params Node[] nodes) =>
        ClusterFile.Parse(file, "f.yaml", found: new FoundCluster(new KubernetesVersion(30, 4), [.. nodes], hasLabels)).Cluster;

    public static Node Node(string name, NodeArchitecture architecture = NodeArchitecture.Arm64, string address = "192.168.1.4", int mebibytes = 4000) =>
        Of(name, architecture, address, mebibytes) with { Roles = [NodeRole.Worker] };

    /// <summary>Tainted, so that it takes no pods.</summary>
    public static Node ControlPlane(string name, NodeArchitecture architecture = NodeArchitecture.Arm64) => Of(name, architecture, "192.168.1.3", 4000) with { Roles = [NodeRole.Manager] };

    private static Node Of(string name, NodeArchitecture architecture, string address, int mebibytes) => new()
    {
        Name = name,
        Address = address,
        Board = new Board("kubernetes", "a node", MemorySize.Mebibytes(mebibytes), BoardIsa.Arm64) { IsCountedByKernel = true },
        Os = new Fridge.Model.OperatingSystem(architecture.DebianName(), "", architecture),
        Ssh = new SshSettings(),
    };
}
