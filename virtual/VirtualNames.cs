using Fridge.Model;

namespace Fridge.Virtual;

/// <summary>Names and labels of what the virtual fridge leaves in the local engine; a Destroy from another clone finds it by them.</summary>
internal static class VirtualNames
{
    public const string ClusterLabel = "fridge.cluster";
    public const string NodeLabel = "fridge.node";

    /// <summary><see cref="VirtualOwner.File"/>.</summary>
    public const string FileLabel = "fridge.cluster.file";

    public const string SpecLabel = WorkloadLabels.Spec;

    /// <summary>Of the images of virtual Pis, tagged by what is in them.</summary>
    public const string ImageRepository = "fridge/virtual-pi";

    public static string Network(string cluster) => $"fridge-{cluster}";

    public static string Container(string cluster, string node) => $"fridge-{cluster}-{node}";

    /// <summary>Holds the image file of the Pi's engine disk.</summary>
    public const string DiskFolder = "/var/lib/fridge-disk";

    /// <summary>Of a folder of a Pi; no node's name has a dot.</summary>
    public static string Volume(string cluster, string node, string folder) =>
        folder == DiskFolder ? Container(cluster, node) : $"{Container(cluster, node)}.{Path.GetFileName(folder)}";

    /// <summary>Of a folder that all Pis of a cluster have together, as real ones have one of a file server.</summary>
    public static string Share(string cluster) => $"{Network(cluster)}.share";

    public static string Label(string name, string value) => $"{name}={value}";
}
