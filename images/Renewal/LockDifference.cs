using System.Collections.Immutable;
using Fridge.Images.Locks;

namespace Fridge.Images.Renewal;

/// <summary>What a renewed lock changes.</summary>
internal static class LockDifference
{
    /// <param name="security">Packages that are in Debian's security suite.</param>
    public static IEnumerable<PackageChange> Between(string recipe, PackageLock before, PackageLock after, ImmutableHashSet<LockedPackage> security)
    {
        var (old, renewed) = (ByKey(before), ByKey(after));
        return old.Keys.Union(renewed.Keys)
            .Order(StringComparer.Ordinal)
            .Select(key => (Before: old.GetValueOrDefault(key), After: renewed.GetValueOrDefault(key)))
            .Where(pair => pair.Before != pair.After)
            .Select(pair => new PackageChange(recipe, pair.Before, pair.After, pair.After is { } package && security.Contains(package)));
    }

    private static Dictionary<string, LockedPackage> ByKey(PackageLock packages) =>
        packages.Packages.ToDictionary(package => $"{package.Name} {package.Target} {package.Group}");
}
