using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>
/// What one node must hold at once: its system, and the services that may run on it in the worst placement.
/// Figures of emulated processes are no source: they contain the emulator.
/// </summary>
internal static class NodeBudget
{
    private const string GpuSource = "gpu_mem's default: raspberrypi.com/documentation/computers/legacy_config_txt.html";

    private static readonly MemoryShare OperatingSystem = new("Operating system", MemorySize.Mebibytes(110), MemoryShare.Estimate);
    private static readonly MemoryShare FileCache = new("File cache", MemorySize.Mebibytes(32), MemoryShare.Estimate);

    /// <param name="services">All of the cluster.</param>
    public static NodeMemory Of(Node node, ImmutableArray<Service> services)
    {
        var here = services.On(node).ToLookup(service => service.Runner == ServiceRunner.Node, Share);
        return new(node.Name, node.Board.Ram, [.. Firmware(node.Board), OperatingSystem, .. here[true], FileCache, .. here[false]]);
    }

    private static MemoryShare Share(Service service) => new(service.Title, service.Memory, service.MemorySource);

    private static IEnumerable<MemoryShare> Firmware(Board board) => board.Isa == BoardIsa.X64 || board.IsCountedByKernel
        ? []
        : [new("GPU and firmware", MemorySize.Mebibytes(board.Ram < MemorySize.Mebibytes(1024) ? 64 : 76), GpuSource)];
}
