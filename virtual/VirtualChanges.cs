using System.Collections.Immutable;

namespace Fridge.Virtual;

/// <summary>What must be done so that the virtual Pis are as planned; pure. Nothing that matches is touched.</summary>
/// <param name="Strays">Containers of this cluster that the cluster file no longer names.</param>
internal sealed record VirtualChanges(ImmutableArray<PiChange> Pis, ImmutableArray<ObservedPi> Strays)
{
    /// <summary>Those that would be replaced, for what they were made from, or removed.</summary>
    public IEnumerable<ObservedPi> Touched =>
        Pis.Where(change => change.Reason == SpecChanged).Select(change => change.Found!).Concat(Strays);

    /// <summary>Some Pi has to be made: image, room and network matter only then.</summary>
    public bool Makes => Pis.Any(change => change.Kind is PiChangeKind.Create or PiChangeKind.Replace);

    public bool IsEmpty => Strays.IsEmpty && Pis.All(change => change.Kind == PiChangeKind.Keep);

    internal const string SpecChanged = "its board, address, disk or image changed";

    public static VirtualChanges Between(VirtualPlan plan, ObservedFridge observed) => new(
        [.. plan.Pis.Select(pi => Change(pi, observed.Pis.FirstOrDefault(found => found.Container == pi.Container)))],
        [.. observed.Pis.Where(found => plan.Pis.All(pi => pi.Container != found.Container))]);

    /// <summary>For <c>--check</c>: a line per change.</summary>
    public IEnumerable<string> Describe() => Pis
        .Where(change => change.Kind != PiChangeKind.Keep)
        .Select(change => $"virtual Pi {change.Pi.Node}: {change.Kind.ToString().ToLowerInvariant()} ({change.Reason})")
        .Concat(Strays.Select(stray => $"container {stray.Container}: remove (no node of the cluster file)"));

    /// <summary>A container that is only created was left half-made: its files may be missing.</summary>
    private static PiChange Change(VirtualPi pi, ObservedPi? found) => found switch
    {
        null => new(pi, null, PiChangeKind.Create, "missing"),
        { State: "created" or "dead" or "removing" } => new(pi, found, PiChangeKind.Replace, $"left {found.State}"),
        _ when found.SpecHash != pi.SpecHash => new(pi, found, PiChangeKind.Replace, SpecChanged),
        { State: "running" or "restarting" } => new(pi, found, PiChangeKind.Keep, "running"),
        { State: "paused" } => new(pi, found, PiChangeKind.Unpause, "paused"),
        _ => new(pi, found, PiChangeKind.Start, found.State),
    };
}

/// <param name="Found">Its container; null: there is none.</param>
internal sealed record PiChange(VirtualPi Pi, ObservedPi? Found, PiChangeKind Kind, string Reason);

public enum PiChangeKind
{
    Keep,
    Create,

    /// <summary>A new container on the old disk.</summary>
    Replace,
    Start,
    Unpause,
}
