using Fridge.Bench.Figures;

namespace Fridge.Bench.Deploy;

/// <summary>What <c>bench/deploy</c> prints.</summary>
/// <param name="HeldImages">What the engine had before the cold Deploy, so that its making is in no figure.</param>
internal sealed record DeployReport(TimedRun Cold, TimeSpan ColdWall, TimeSpan AgainWall, IReadOnlyList<string> HeldImages)
{
    /// <summary>What it is of, in the table's head and in front of each figure's name.</summary>
    public string Of { get; init; } = "virtual Pis";

    public string Prefix { get; init; } = "deploy";

    private CriticalPath Critical { get; } = CriticalPath.Of(Cold.Targets);

    public IEnumerable<string> Objects(bool targets) => FigureText.Objects([.. Figures(), .. targets ? OfTargets() : []]);

    public IEnumerable<string> Text(bool targets)
    {
        var figures = FigureText.Table($"./build.sh Deploy, {Of}", [.. Figures()]);
        var about = new[] { "", $"Critical path: {string.Join(" > ", Critical.Targets)}" };
        var held = HeldImages.Count == 0 ? [] : new[] { $"The engine had them already, their making is in no figure: {string.Join(", ", HeldImages)}" };
        return [.. figures, .. about, .. held, .. targets ? TargetTable() : []];
    }

    /// <summary>In one run: another machine, or another day, gives other seconds and much the same ratios.</summary>
    public IEnumerable<Figure> Beside(DeployReport other) =>
    [
        new("deploy/cold/ratio", "cold: wall time", ColdWall / other.ColdWall, "x"),
        new("deploy/again/ratio", "again, nothing changed: wall time", AgainWall / other.AgainWall, "x"),
    ];

    private IEnumerable<Figure> Figures() =>
    [
        Figure.Seconds($"{Prefix}/cold", "cold: wall time", ColdWall),
        Figure.Seconds($"{Prefix}/cold/sum", "cold: sum of its targets' times", Cold.Sum),
        Figure.Seconds($"{Prefix}/cold/critical-path", "cold: critical path", Critical.Time),
        Figure.Seconds($"{Prefix}/again", "again, nothing changed: wall time", AgainWall),
    ];

    private IEnumerable<Figure> OfTargets() =>
        Cold.Targets.Select(target => Figure.Seconds($"{Prefix}/cold/target/{target.Name}", target.Name, target.Time));

    private IEnumerable<string> TargetTable() => FigureText.Rows(
        ["cold: target", "started at s", "time s", "critical"],
        Cold.Targets.Select(target => new[]
        {
            target.Name,
            target.StartedAt is { } at ? FigureText.Number(at.TotalSeconds) : "-",
            FigureText.Number(target.Time.TotalSeconds),
            Critical.Targets.Contains(target.Name) ? "*" : "",
        })).Prepend("");
}
