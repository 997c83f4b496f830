using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>
/// What one node must hold at once, in the worst placement: a TaskManager on every worker, the JobManager and the registry on the first manager.
/// Figures of emulated processes are no source: they contain the emulator.
/// </summary>
internal static class NodeBudget
{
    private const string Estimate = "estimate";
    private const string GpuSource = "gpu_mem's default: raspberrypi.com/documentation/computers/legacy_config_txt.html";

    private static readonly MemoryShare OperatingSystem = new("Operating system", MemorySize.Mebibytes(110), Estimate);
    private static readonly MemoryShare Engine = new("Docker engine and containerd", MemorySize.Mebibytes(120), Estimate);
    private static readonly MemoryShare FileCache = new("File cache", MemorySize.Mebibytes(32), Estimate);
    private static readonly MemoryShare Registry = new("Registry", MemorySize.Mebibytes(48), Estimate);

    public static NodeMemory Of(Node node, Cluster cluster, ProcessMemory jobManager, ProcessMemory taskManager) =>
        new(node.Name, node.Board.Ram, [.. Firmware(node.Board), OperatingSystem, Engine, FileCache, .. Services(node, cluster, jobManager, taskManager)]);

    private static IEnumerable<MemoryShare> Firmware(Board board) => board.Isa == BoardIsa.X64
        ? []
        : [new("GPU and firmware", MemorySize.Mebibytes(board.Ram < MemorySize.Mebibytes(1024) ? 64 : 76), GpuSource)];

    private static IEnumerable<MemoryShare> Services(Node node, Cluster cluster, ProcessMemory jobManager, ProcessMemory taskManager)
    {
        if (node == cluster.Managers.First())
        {
            yield return Registry;
            yield return new("JobManager", jobManager.TotalProcess, "flink.jobManager.memory, its container's limit");
        }

        if (node.Roles.Contains(NodeRole.Worker))
            yield return new("TaskManager", taskManager.TotalProcess, "flink.taskManager.memory, its container's limit");
    }
}
