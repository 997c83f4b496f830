using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>From readings to the facts that other rooms use. The local facts file wins over what was probed.</summary>
internal static class NodeFactsReader
{
    public static IEnumerable<Fact> Facts =>
    [
        SystemFacts.Hostname, SystemFacts.DebianArchitecture, SystemFacts.Machine, SystemFacts.Kernel, SystemFacts.Model,
        SystemFacts.MemoryBytes, SystemFacts.OsRelease, SystemFacts.Local, SystemFacts.Clock, SystemFacts.MemoryCgroup,
        SystemFacts.BootFolder, EngineFacts.Info, EngineFacts.DiskFree,
    ];

    public static NodeFacts Read(NodeReadings readings)
    {
        var local = readings.Read(SystemFacts.Local);
        var os = readings.Read(SystemFacts.OsRelease);
        var engine = readings.Read(EngineFacts.Info);
        return new NodeFacts
        {
            Hostname = readings.Read(SystemFacts.Hostname),
            DebianArchitecture = local.Architecture ?? readings.Read(SystemFacts.DebianArchitecture),
            Machine = readings.Read(SystemFacts.Machine),
            Kernel = readings.Read(SystemFacts.Kernel),
            Model = local.Model ?? readings.Read(SystemFacts.Model),
            MemoryBytes = local.MemoryBytes ?? readings.Read(SystemFacts.MemoryBytes),
            OsId = local.Os ?? os.Id,
            OsRelease = local.Release ?? os.Codename,
            EngineVersion = engine?.ServerVersion,
            EngineDiskFreeBytes = readings.Read(EngineFacts.DiskFree),
            MemoryCgroup = engine?.MemoryLimit ?? readings.Read(SystemFacts.MemoryCgroup),
            ClockOffset = readings.Read(SystemFacts.Clock) - readings.ReadAt,
        };
    }

    /// <summary>The folder of <c>cmdline.txt</c>.</summary>
    public static string BootFolder(NodeReadings readings) =>
        readings.Read(SystemFacts.Local).Boot ?? readings.Read(SystemFacts.BootFolder);
}
