using System.Collections.Immutable;
using Fridge.Images.Archives;
using Fridge.Images.Plan;
using Fridge.Tooling;

namespace Fridge.Images.Locks;

/// <summary>Renews lock files: the newest version of each package of an image's list, from the archives as they are today.</summary>
public sealed class LockUpdater(IndexReader indices)
{
    public static readonly ImmutableArray<string> Recipes = ["base", "flink", .. ServiceImage.All.Select(service => service.Name)];

    /// <param name="images">The checkout's folder <c>images/</c>. Nothing is written there.</param>
    /// <exception cref="FridgeException">An archive doesn't answer or isn't signed, or none has a listed package.</exception>
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

        return new RenewedLocks(
            renewed.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. renewed.SelectMany(item => LockDifference.Describe(item.Key, Current(images, item.Key), item.Value))]);
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
