using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Tooling;

namespace Fridge.Images.Renewal;

/// <param name="Locks">By recipe.</param>
/// <param name="Suites">What they were read from.</param>
/// <param name="Changes">Against those that were there; empty: none.</param>
public sealed record RenewedLocks(ImmutableSortedDictionary<string, PackageLock> Locks, SuiteLock Suites, ImmutableArray<PackageChange> Changes)
{
    public static readonly RenewedLocks None = new(ImmutableSortedDictionary<string, PackageLock>.Empty, SuiteLock.None, []);

    /// <summary>Those of the packages that Debian's security suite has.</summary>
    public ImmutableHashSet<LockedPackage> Security { get; init; } = [];

    public bool IsEmpty => Changes.IsEmpty;

    /// <summary>As files: paths below <c>images/</c>, and texts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Files =>
        [.. Locks.Select(item => KeyValuePair.Create($"{item.Key}/{PackageLock.FileName}", item.Value.Format())), KeyValuePair.Create(SuiteLock.FileName, Suites.Format())];

    /// <summary>Against other locks than those that were there. A recipe that these don't have is passed over.</summary>
    public ImmutableArray<PackageChange> Since(IReadOnlyDictionary<string, PackageLock> before) =>
        [.. Locks.Where(item => before.ContainsKey(item.Key)).SelectMany(item => LockDifference.Between(item.Key, before[item.Key], item.Value, Security))];

    /// <exception cref="FridgeException">A package would go back.</exception>
    public static void RefuseOlder(ImmutableArray<PackageChange> changes)
    {
        ImmutableArray<string> downgrades = [.. changes.Where(change => change.IsDowngrade).Select(change => $"{change}")];
        if (!downgrades.IsEmpty)
        {
            throw new FridgeException(
                $"The archives have older versions than the locks of {downgrades.Length} {(downgrades.Length == 1 ? "package" : "packages")}, so an update would bring back what was fixed since.",
                "Use an archive that is up to date (debianArchives in .nuke/parameters.json), or insist with --downgrade.")
            {
                Evidence = downgrades,
            };
        }
    }

    /// <param name="folder">Where each <c>RECIPE/packages.lock</c>, and <c>suites.lock</c>, is written: <c>images/</c>, or a scratch folder.</param>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, cancellationToken);
        }
    }
}
