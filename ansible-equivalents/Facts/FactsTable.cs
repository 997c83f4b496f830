using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>Facts as rows of a table; the front door draws it.</summary>
public sealed record FactsTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    private static readonly ImmutableArray<string> Names =
        ["node", "model", "userland", "kernel", "os", "memory", "engine", "disk free", "memory limits", "clock"];

    /// <summary>A row for each node; of one that could not be read, question marks.</summary>
    public static FactsTable Of(IEnumerable<GatheredFacts> gathered) => new(Names, [.. gathered.Select(Row)]);

    private static ImmutableArray<string> Row(GatheredFacts gathered)
    {
        if (gathered.Facts is not { } facts) return [gathered.Node, .. Enumerable.Repeat("?", Names.Length - 1)];
        return
        [
            gathered.Node, facts.Model, facts.DebianArchitecture, $"{facts.Kernel} {facts.Machine}", $"{facts.OsId} {facts.OsRelease}",
            new MemorySize(facts.MemoryBytes).ToString(), facts.EngineVersion ?? "none",
            new MemorySize(facts.EngineDiskFreeBytes).ToString(), facts.MemoryCgroup ? "enforced" : "not enforced",
            facts.ClockOffset.TotalSeconds.ToString("+0.0 s;-0.0 s;0.0 s", CultureInfo.InvariantCulture),
        ];
    }
}
