using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Tests.Provisioning.Fixtures;

namespace Fridge.Tests.Registry;

internal static class Samples
{
    public static ImageRecord Image(string name, char digest, long bytes) => new()
    {
        Name = name,
        InputHash = "0",
        Platforms =
        [
            new PlatformImage(NodeArchitecture.Amd64, $"sha256:{new string('0', 64)}", bytes),
            new PlatformImage(NodeArchitecture.Armv7, $"sha256:{new string(digest, 64)}", bytes),
        ],
    };

    public static FormedCluster Cluster(long free = 1L << 30) => new()
    {
        Manager = "pico-0",
        RegistryCa = "PEM",
        Nodes = [.. Fridges.Pico.Nodes.Select(node => new FormedNode(node.Name, Facts(node, free), true))],
    };

    private static NodeFacts Facts(Node node, long free) =>
        NodeFactsReader.Read(Readings.Of(node)) with { EngineDiskFreeBytes = free };
}
