using Fridge.Images.Locks;

namespace Fridge.Images.Renewal;

/// <summary>Says what a renewed lock changes, as a person reads it.</summary>
internal static class LockDifference
{
    public static IEnumerable<string> Describe(string image, PackageLock before, PackageLock after)
    {
        var (old, renewed) = (ByKey(before), ByKey(after));
        return old.Keys.Union(renewed.Keys)
            .Order(StringComparer.Ordinal)
            .Select(key => Describe(old.GetValueOrDefault(key), renewed.GetValueOrDefault(key)))
            .OfType<string>()
            .Select(change => $"{image}: {change}");
    }

    /// <summary>What would go back to an older version.</summary>
    public static IEnumerable<string> Downgrades(string image, PackageLock before, PackageLock after)
    {
        var renewed = ByKey(after);
        return ByKey(before)
            .Where(old => renewed.TryGetValue(old.Key, out var other) && DebianVersion.Order.Compare(other.Version, old.Value.Version) < 0)
            .Select(old => $"{image}: {Describe(old.Value, renewed[old.Key])}")
            .Order(StringComparer.Ordinal);
    }

    private static Dictionary<string, LockedPackage> ByKey(PackageLock packages) =>
        packages.Packages.ToDictionary(package => $"{package.Name} {package.Target} {package.Group}");

    private static string? Describe(LockedPackage? before, LockedPackage? after) => (before, after) switch
    {
        (null, { } added) => $"{added.Name} {added.Target} {added.Version} (new)",
        ({ } removed, null) => $"{removed.Name} {removed.Target} {removed.Version} (removed)",
        ({ } old, { } renewed) when old.Version != renewed.Version => $"{old.Name} {old.Target} {old.Version} -> {renewed.Version}",
        ({ } old, { } renewed) when old != renewed => $"{old.Name} {old.Target} {old.Version} (another file of the same version)",
        _ => null,
    };
}
