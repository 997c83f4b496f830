using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Model;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Targets.Publishing;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>What changed, and which images that makes anew: those of the checkout's own recipes and locks, for one platform and two variants.</summary>
public sealed class NightlyPlanTests
{
    private static readonly RegistryAddress Registry = RegistryAddress.Parse("ghcr.io/ada");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("flink", "root", "armhf", "libc6", ImageVariant.Default, "flink", "job-taxi")]
    [InlineData("flink", "root", "arm64", "libc6", ImageVariant.Default)]
    [InlineData("flink", "jmods", "armhf", "openjdk-17-jdk-headless", ImageVariant.Default, "flink", "job-taxi")]
    [InlineData("flink", "shell", "armhf", "busybox-static", ImageVariant.Default)]
    [InlineData("flink", "shell", "armhf", "busybox-static", ImageVariant.Debug, "flink", "job-taxi")]
    [InlineData("registry", "root", "armhf", "docker-registry", ImageVariant.Default, "registry")]
    [InlineData("prometheus", "root", "armhf", "prometheus", ImageVariant.Default)]
    [InlineData("base", "tools", "amd64", "openjdk-17-jdk-headless", ImageVariant.Default, "flink", "job-taxi")]
    [InlineData("base", "compiler", "arm64", "clang-14", ImageVariant.Default, "flink", "registry", "job-taxi")]
    [InlineData("kubernetes-nodes", "node", "armhf", "socat", ImageVariant.Default)]
    public async Task APackageThatChanged_MakesExactlyTheImagesAnewThatHoldIt(string recipe, string group, string target, string name, ImageVariant variant, params string[] anew)
    {
        var before = await PlanAsync(variant, renewed: null);
        var renewed = Renew(recipe, package => (package.Group, package.Target, package.Name) == (group, target, name), package => package with { Version = $"{package.Version}+1", Sha256 = new string('f', 64) });

        var night = Night(await PlanAsync(variant, renewed), Held(before), renewed.Changes);

        night.ToBuild.Select(image => image.Planned.Name).ShouldBe(anew);
        night.ToBuild.ShouldAllBe(image => image.Changes.Single().Package.Name == name);
    }

    /// <summary>A point release takes an update over from the security archive: another path, the same bytes.</summary>
    [Fact]
    public async Task APackageThatAnArchiveMoved_IsTheSame()
    {
        var before = await PlanAsync(ImageVariant.Default, renewed: null);
        var renewed = Renew("flink", package => package.Name == "libc6", package => package with { Path = $"elsewhere/{package.FileName}" });

        var night = Night(await PlanAsync(ImageVariant.Default, renewed), Held(before), renewed.Changes);

        night.IsEmpty.ShouldBeTrue();
        night.Images.ShouldAllBe(image => $"{image}" == $"{image.Planned.Name} is unchanged: ada/fridge-{image.Planned.Name}:nightly-20261128-030000-{image.Planned.InputHash.Substring(0, 12)}");
    }

    [Fact]
    public async Task AnEmptyRegistry_GetsAll()
    {
        var plan = await PlanAsync(ImageVariant.Default, renewed: null);

        var night = Night(plan, _ => null, []);

        night.Names.ShouldBe("flink, registry, job-taxi");
        $"{night.ToBuild[0]}".ShouldBe("flink must be built: ada/fridge-flink has none of this recipe, Flink and settings");
    }

    [Fact]
    public async Task AJob_IsBuiltWithFlinkBelowIt()
    {
        var plan = await PlanAsync(ImageVariant.Default, renewed: null);

        Night(plan, image => image.Name == "job-taxi" ? null : Held(image), []).Of(plan).Images.Select(image => image.Name).ShouldBe(["flink", "job-taxi"]);
        Night(plan, image => image.Name == "registry" ? null : Held(image), []).Of(plan).Images.Select(image => image.Name).ShouldBe(["registry"]);
    }

    [Fact]
    public async Task TheTable_HasARowForEachImageAndVersion_WithItsPlatformsTogether()
    {
        var renewed = Renew("flink", package => package.Name == "zlib1g", package => package with { Version = "2", Sha256 = new string('f', 64) });
        var security = renewed with { Changes = [.. renewed.Changes.Select(change => change with { IsSecurity = true })] };

        var night = Night(await PlanAsync(ImageVariant.Default, renewed, NodeArchitecture.Armv7, NodeArchitecture.Arm64), _ => null, security.Changes);

        var old = renewed.Changes[0].Before!.Version;
        night.Table().Rows.Select(row => string.Join(" | ", row)).ShouldBe([$"flink | zlib1g | {old} -> 2 | arm64, armhf | yes", $"job-taxi | zlib1g | {old} -> 2 | arm64, armhf | yes"]);
    }

    [Fact]
    public void Locks_ComeBackFromTheRegistry_AsTheyWent()
    {
        var renewed = Renew("flink", _ => false, package => package);

        var read = NightlyLocks.Of(NightlyLocks.Of(renewed), "registry");

        read.Hash.ShouldBe(new NightlyLocks(renewed.Locks).Hash);
        renewed.Since(read.Locks).ShouldBeEmpty();
    }

    private static NightlyPlan Night(ImagePlan plan, Func<PlannedImage, HeldImage?> held, ImmutableArray<PackageChange> changes) =>
        NightlyPlan.Of(NightlyPlan.Wanted([plan]), Registry, [.. NightlyPlan.Wanted([plan]).Select(held)], changes);

    private static Func<PlannedImage, HeldImage?> Held(ImagePlan before) => image => before.Images.Any(known => known.InputHash == image.InputHash) ? Held(image) : null;

    private static HeldImage Held(PlannedImage image) => new(
        Registry.Repository(image.Name), $"{NightlyTag.Of(new DateTimeOffset(2026, 11, 28, 3, 0, 0, TimeSpan.Zero), image.InputHash)}", SampleRelease.Digest('a'), image.InputHash, []);

    private static RenewedLocks Renew(string recipe, Func<LockedPackage, bool> which, Func<LockedPackage, LockedPackage> change)
    {
        var before = LockUpdater.Recipes.ToImmutableSortedDictionary(name => name, name => PackageLock.Read(Checkout.File("images", name, PackageLock.FileName)), StringComparer.Ordinal);
        var after = before.SetItem(recipe, new PackageLock([.. before[recipe].Packages.Select(package => which(package) ? change(package) : package)]));
        var renewed = new RenewedLocks(after, SuiteLock.None, []);
        return renewed with { Changes = renewed.Since(before) };
    }

    private static async Task<ImagePlan> PlanAsync(ImageVariant variant, RenewedLocks? renewed, params NodeArchitecture[] platforms)
    {
        var cluster = ClusterFile.Load(Checkout.File("clusters", "virtual.yaml"), Checkout.Root).Cluster;
        var settings = new ImageSettings { FlinkMirrors = [new("https://mirror.example/flink", cluster.Flink.Version, new string('1', 128))], Platforms = platforms.Length > 0 ? [.. platforms] : [NodeArchitecture.Armv7], Variant = variant };
        var inputs = await ImageInputs.ReadAsync(Checkout.File("images"), Checkout.Root, cluster, Token);
        return ImagePlanner.Plan(cluster, settings, renewed is null ? inputs : inputs.With(renewed.Locks));
    }
}
