using Fridge.Images.Locks;

namespace Fridge.Images.Renewal;

/// <summary>What a renewed lock changes of one package, for one target.</summary>
/// <param name="Recipe">Whose lock: a folder below <c>images/</c>.</param>
/// <param name="Before">Null: it is new there.</param>
/// <param name="After">Null: it goes.</param>
/// <param name="IsSecurity">Debian's security suite has the new version; where a point release took it over, the other suite has it too.</param>
public sealed record PackageChange(string Recipe, LockedPackage? Before, LockedPackage? After, bool IsSecurity = false)
{
    public LockedPackage Package => (After ?? Before)!;

    /// <summary>It would go back to an older version.</summary>
    public bool IsDowngrade => this is { Before: { } old, After: { } renewed } && DebianVersion.Order.Compare(renewed.Version, old.Version) < 0;

    /// <summary>What it was and what it is: <c>1.2.3 -> 1.2.4</c>.</summary>
    public string Versions => (Before, After) switch
    {
        (null, { } added) => $"{added.Version} (new)",
        ({ } removed, null) => $"{removed.Version} (removed)",
        ({ } old, { } renewed) when old.Version != renewed.Version => $"{old.Version} -> {renewed.Version}",
        var (old, _) => $"{old!.Version} (another file of the same version)",
    };

    public override string ToString() => $"{Recipe}: {Package.Name} {Package.Target} {Versions}{(IsSecurity ? ", a security update" : "")}";
}
