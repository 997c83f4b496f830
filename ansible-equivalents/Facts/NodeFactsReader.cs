using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>From readings to the facts that other rooms use. The local facts file wins over what was probed.</summary>
public static class NodeFactsReader
{
    public static NodeFacts Read(NodeReadings readings)
    {
        var local = readings.Read(SystemFacts.Local);
        var os = readings.Read(SystemFacts.OsRelease);
        var engine = readings.Read(EngineFacts.Info);
        return new NodeFacts
        {
            Hostname = readings.Read(SystemFacts.Hostname),
            DebianArchitecture = Local("architecture") ?? readings.Read(SystemFacts.DebianArchitecture),
            Machine = readings.Read(SystemFacts.Machine),
            Kernel = readings.Read(SystemFacts.Kernel),
            Model = Local("model") ?? readings.Read(SystemFacts.Model),
            MemoryBytes = Local("memory") is { } bytes
                ? long.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture)
                : readings.Read(SystemFacts.MemoryBytes),
            OsId = Local("os") ?? os.GetValueOrDefault("ID", ""),
            OsRelease = Local("release") ?? os.GetValueOrDefault("VERSION_CODENAME", ""),
            EngineVersion = engine?.ServerVersion,
            EngineDiskFreeBytes = readings.Read(EngineFacts.DiskFree),
            MemoryCgroup = engine?.MemoryLimit ?? readings.Read(SystemFacts.MemoryCgroup),
            ClockOffset = readings.Read(SystemFacts.Clock) - readings.ReadAt,
        };

        string? Local(string key) => local.TryGetValue(key, out var value) ? value : null;
    }

    /// <summary>The folder of <c>cmdline.txt</c>.</summary>
    public static string BootFolder(NodeReadings readings) =>
        readings.Read(SystemFacts.Local).TryGetValue("boot", out var boot) ? boot : readings.Read(SystemFacts.BootFolder);
}
