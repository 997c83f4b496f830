using Fridge.Bench.Figures;

namespace Fridge.Bench.Deploy;

/// <summary>What <c>bench/deploy</c> prints.</summary>
/// <param name="HeldImages">What the engine had before the cold Deploy, so that its making is in no figure.</param>
internal sealed record DeployReport(TimedRun Cold, TimeSpan ColdWall, TimeSpan AgainWall, IReadOnlyList<string> HeldImages)
{
    private CriticalPath Critical { get; } = CriticalPath.Of(Cold.Targets);

    public IEnumerable<string> Objects(bool targets) => FigureText.Objects([.. Figures(), .. targets ? OfTargets() : []]);

    public IEnumerable<string> Text(bool targets)
    {
        var figures = FigureText.Table("./build.sh Deploy, virtual Pis", [.. Figures()]);
        var about = new[] { "", $"Critical path: {string.Join(" > ", Critical.Targets)}" };
        var held = HeldImages.Count == 0 ? [] : new[] { $"The engine had them already, their making is in no figure: {string.Join(", ", HeldImages)}" };
        return [.. figures, .. about, .. held, .. targets ? TargetTable() : []];
    }

    private IEnumerable<Figure> Figures() =>
    [
        Figure.Seconds("deploy/cold", "cold: wall time", ColdWall),
        Figure.Seconds("deploy/cold/sum", "cold: sum of its targets' times", Cold.Sum),
        Figure.Seconds("deploy/cold/critical-path", "cold: critical path", Critical.Time),
        Figure.Seconds("deploy/again", "again, nothing changed: wall time", AgainWall),
    ];

    private IEnumerable<Figure> OfTargets() =>
        Cold.Targets.Select(target => Figure.Seconds($"deploy/cold/target/{target.Name}", target.Name, target.Time));

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
