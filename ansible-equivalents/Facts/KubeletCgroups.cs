namespace Fridge.Provisioning.Facts;

/// <summary>Who makes the cgroups of pods. All kubelets of a cluster are told the same, and what runs containers below each must agree.</summary>
internal static class KubeletCgroups
{
    private const string Systemd = "systemd";

    /// <summary>As the engine of the first control plane does; one that isn't there yet has systemd do that on all that Fridge runs on.</summary>
    public static string Driver(ClusterView cluster) => cluster[cluster.FirstManager].Read(EngineFacts.Info)?.CgroupDriver ?? Systemd;

    public static bool AreSystemds(ClusterView cluster) => Driver(cluster) == Systemd;
}
