using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>Facts as rows of a table; the front door draws it.</summary>
public sealed record FactsTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public static FactsTable Of(IEnumerable<GatheredFacts> gathered) => new(
        ["node", "model", "userland", "kernel", "os", "memory", "engine", "disk free", "memory limits", "clock"],
        [.. gathered.Select(Row)]);

    private static ImmutableArray<string> Row(GatheredFacts gathered)
    {
        var facts = gathered.Facts;
        return
        [
            gathered.Node, facts.Model, facts.DebianArchitecture, $"{facts.Kernel} {facts.Machine}", $"{facts.OsId} {facts.OsRelease}",
            new MemorySize(facts.MemoryBytes).ToString(), facts.EngineVersion ?? "none",
            new MemorySize(facts.EngineDiskFreeBytes).ToString(), facts.MemoryCgroup ? "enforced" : "not enforced",
            facts.ClockOffset.TotalSeconds.ToString("+0.0 s;-0.0 s;0.0 s", CultureInfo.InvariantCulture),
        ];
    }
}
