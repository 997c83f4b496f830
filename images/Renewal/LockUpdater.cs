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
        var security = ImmutableHashSet.CreateBuilder<LockedPackage>();
        foreach (var recipe in Recipes)
        {
            var list = Path.Combine(images, recipe, PackageList.FileName);
            var found = await ResolveAsync(
                PackageList.Parse(await File.ReadAllTextAsync(list, cancellationToken), list), archives, report, cancellationToken);
            renewed[recipe] = new PackageLock([.. found.Select(newest => newest.Package)]);
            security.UnionWith(found.Where(newest => newest.IsSecurity).Select(newest => newest.Package));
        }

        var locks = new RenewedLocks(renewed.ToImmutableSortedDictionary(StringComparer.Ordinal), indices.Read, []) { Security = security.ToImmutable() };
        var changed = locks with { Changes = locks.Since(renewed.Keys.ToDictionary(recipe => recipe, recipe => Current(images, recipe))) };
        if (!downgrade)
        {
            RenewedLocks.RefuseOlder(changed.Changes);
        }

        return changed;
    }

    private static PackageLock Current(string images, string recipe)
    {
        var path = Path.Combine(images, recipe, PackageLock.FileName);
        return File.Exists(path) ? PackageLock.Read(path) : new PackageLock([]);
    }

    private async Task<ImmutableArray<FoundPackage>> ResolveAsync(
        PackageList list, ImmutableArray<Uri> archives, IReport report, CancellationToken cancellationToken)
    {
        var packages = ImmutableArray.CreateBuilder<FoundPackage>();
        foreach (var (group, architecture) in list.Groups.SelectMany(group => group.Architectures.Select(name => (group, name))))
        {
            var found = await indices.FindAsync(
                archives, group.Name, architecture, group.Packages.ToImmutableHashSet(), report, cancellationToken);
            packages.AddRange(group.Packages.Select(name => Newest(found, name, architecture)));
        }

        return packages.ToImmutable();
    }

    /// <summary>Of the security suite where it has that version too: a point release takes it over from there.</summary>
    private static FoundPackage Newest(ImmutableArray<FoundPackage> found, string name, string architecture)
    {
        var newest = found.Where(each => each.Package.Name == name).MaxBy(each => each.Package.Version, DebianVersion.Order) ?? throw Missing(name, architecture);
        var isSecurity = found.FirstOrDefault(each => each.IsSecurity && each.Package.Name == name && each.Package.Version == newest.Package.Version);
        return isSecurity is null ? newest : newest with { Suite = isSecurity.Suite };
    }

    private static FridgeException Missing(string name, string architecture) => new(
        $"No archive has a package {name} for {architecture} in bookworm.",
        "Check debianArchives in .nuke/parameters.json and the image's file \"packages\".");
}
