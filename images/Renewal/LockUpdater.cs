using System.Collections.Immutable;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Tooling;

namespace Fridge.Images.Renewal;

/// <summary>Renews lock files: the newest version of each package of an image's list, from the archives as they are today.</summary>
/// <param name="downgrade">A person insists: packages may go back.</param>
public sealed class LockUpdater(IndexReader indices, bool downgrade = false)
{
    public static readonly ImmutableArray<string> Recipes = ["base", "flink", KubernetesPackages.Recipe, .. ServiceImage.All.Select(service => service.Name)];

    /// <param name="images">The checkout's folder <c>images/</c>. Nothing is written there.</param>
    /// <exception cref="FridgeException">An archive doesn't answer or isn't signed, or none has a listed package; a package would go back.</exception>
    public async Task<RenewedLocks> RenewAsync(
        string images, ImmutableArray<Uri> archives, IReport report, CancellationToken cancellationToken)
    {
        var renewed = new Dictionary<string, PackageLock>();
        foreach (var recipe in Recipes)
        {
            var list = Path.Combine(images, recipe, PackageList.FileName);
            renewed[recipe] = await ResolveAsync(
                PackageList.Parse(await File.ReadAllTextAsync(list, cancellationToken), list), archives, report, cancellationToken);
        }

        var held = renewed.Keys.ToDictionary(recipe => recipe, recipe => Current(images, recipe));
        if (!downgrade)
        {
            RefuseOlder([.. renewed.SelectMany(item => LockDifference.Downgrades(item.Key, held[item.Key], item.Value))]);
        }

        return new RenewedLocks(
            renewed.ToImmutableSortedDictionary(StringComparer.Ordinal),
            indices.Read,
            [.. renewed.SelectMany(item => LockDifference.Describe(item.Key, held[item.Key], item.Value))]);
    }

    private static void RefuseOlder(ImmutableArray<string> downgrades)
    {
        if (!downgrades.IsEmpty)
        {
            throw new FridgeException(
                $"The archives have older versions than the locks of {downgrades.Length} {(downgrades.Length == 1 ? "package" : "packages")}, so an update would bring back what was mended since.",
                "Use an archive that is up to date (debianArchives in .nuke/parameters.json), or insist with --downgrade.")
            {
                Evidence = downgrades,
            };
        }
    }

    private static PackageLock Current(string images, string recipe)
    {
        var path = Path.Combine(images, recipe, PackageLock.FileName);
        return File.Exists(path) ? PackageLock.Read(path) : new PackageLock([]);
    }

    private async Task<PackageLock> ResolveAsync(
        PackageList list, ImmutableArray<Uri> archives, IReport report, CancellationToken cancellationToken)
    {
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        foreach (var (group, architecture) in list.Groups.SelectMany(group => group.Architectures.Select(name => (group, name))))
        {
            var found = await indices.FindAsync(
                archives, group.Name, architecture, group.Packages.ToImmutableHashSet(), report, cancellationToken);
            packages.AddRange(group.Packages.Select(name => Newest(found, name, architecture)));
        }

        return new PackageLock(packages.ToImmutable());
    }

    private static LockedPackage Newest(ImmutableArray<LockedPackage> found, string name, string architecture) =>
        found.Where(package => package.Name == name).MaxBy(package => package.Version, DebianVersion.Order)
        ?? throw new FridgeException(
            $"No archive has a package {name} for {architecture} in bookworm.",
            "Check debianArchives in .nuke/parameters.json and the image's file \"packages\".");
}
