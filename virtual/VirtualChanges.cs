using System.Collections.Immutable;

namespace Fridge.Virtual;

/// <summary>What must be done so that the virtual Pis are as planned; pure. Nothing that matches is touched.</summary>
/// <param name="Strays">Containers of this cluster that the cluster file no longer names.</param>
internal sealed record VirtualChanges(ImmutableArray<PiChange> Pis, ImmutableArray<string> Strays)
{
    /// <summary>Some Pi has to be made: image, room and network matter only then.</summary>
    public bool Makes => Pis.Any(change => change.Kind is PiChangeKind.Create or PiChangeKind.Replace);

    public bool IsEmpty => Strays.IsEmpty && Pis.All(change => change.Kind == PiChangeKind.Keep);

    internal const string SpecChanged = "its board, address, disk or image changed";

    public static VirtualChanges Between(VirtualPlan plan, ObservedFridge observed) => new(
        [.. plan.Pis.Select(pi => Change(pi, observed.Pis.FirstOrDefault(found => found.Container == pi.Container)))],
        [.. observed.Pis.Select(found => found.Container).Except(plan.Pis.Select(pi => pi.Container))]);

    /// <summary>For <c>--check</c>: a line per change.</summary>
    public IEnumerable<string> Describe() => Pis
        .Where(change => change.Kind != PiChangeKind.Keep)
        .Select(change => $"virtual Pi {change.Pi.Node}: {change.Kind.ToString().ToLowerInvariant()} ({change.Reason})")
        .Concat(Strays.Select(container => $"container {container}: remove (no node of the cluster file)"));

    /// <summary>A container that is only created was left half-made: its files may be missing.</summary>
    private static PiChange Change(VirtualPi pi, ObservedPi? found) => found switch
    {
        null => new(pi, PiChangeKind.Create, "missing"),
        { State: "created" or "dead" or "removing" } => new(pi, PiChangeKind.Replace, $"left {found.State}"),
        _ when found.SpecHash != pi.SpecHash => new(pi, PiChangeKind.Replace, SpecChanged),
        { State: "running" or "restarting" } => new(pi, PiChangeKind.Keep, "running"),
        { State: "paused" } => new(pi, PiChangeKind.Unpause, "paused"),
        _ => new(pi, PiChangeKind.Start, found.State),
    };
}

internal sealed record PiChange(VirtualPi Pi, PiChangeKind Kind, string Reason);

public enum PiChangeKind
{
    Keep,
    Create,

    /// <summary>A new container on the old disk.</summary>
    Replace,
    Start,
    Unpause,
}
