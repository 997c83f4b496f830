using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class PackageLockTests
{
    private static readonly LockedPackage Zlib =
        new("root", "armhf", "zlib1g", "1:1.2.13.dfsg-1", "pool/main/z/zlib/zlib1g_1.2.13.dfsg-1_armhf.deb", new string('a', 64), 73844);

    [Fact]
    public void Format_ThenParse_GivesTheSamePackagesSorted()
    {
        var tini = Zlib with { Name = "tini" };

        var parsed = PackageLock.Parse(new PackageLock([Zlib, tini]).Format(), "packages.lock");

        parsed.Packages.ShouldBe([tini, Zlib]);
    }

    [Fact]
    public void Parse_ALineThatIsNoPackage_NamesFileAndLine()
    {
        var error = Should.Throw<FridgeException>(() => PackageLock.Parse("# comment\nroot armhf zlib1g\n", "images/x/packages.lock"));

        error.Message.ShouldStartWith("images/x/packages.lock:2: ");
        error.NextStep.ShouldNotBeNull().ShouldContain("--update");
    }

    [Fact]
    public void Describe_RenewedLock_SaysOnlyWhatChanged()
    {
        var before = new PackageLock([Zlib, Zlib with { Name = "gone" }, Zlib with { Name = "kept" }]);
        var after = new PackageLock([Zlib with { Version = "2" }, Zlib with { Name = "kept" }, Zlib with { Name = "fresh" }]);

        LockDifference.Between("flink", before, after, [after.Packages[0]]).Select(change => $"{change}").ShouldBe(
        [
            "flink: fresh armhf 1:1.2.13.dfsg-1 (new)",
            "flink: gone armhf 1:1.2.13.dfsg-1 (removed)",
            "flink: zlib1g armhf 1:1.2.13.dfsg-1 -> 2, a security update",
        ]);
    }

    [Theory]
    [InlineData(ImageVariant.Default, "root")]
    [InlineData(ImageVariant.Debug, "root", "shell")]
    [InlineData(ImageVariant.Full, "root", "shell", "scripts")]
    public void Without_WhatAVariantLeavesOut_HasTheRest(ImageVariant variant, params string[] groups)
    {
        var all = new PackageLock([Zlib, Zlib with { Group = "shell" }, Zlib with { Group = "scripts" }]);

        all.Without(variant.LeavesOut()).Packages.Select(package => package.Group).ShouldBe(groups);
    }

    [Fact]
    public void Parse_PackageList_GivesGroupsWithArchitectures()
    {
        var group = PackageList.Parse("# why\nroot armhf arm64: libc6 tini\n", "packages").Groups.ShouldHaveSingleItem();

        group.Name.ShouldBe("root");
        group.Architectures.ShouldBe(["armhf", "arm64"]);
        group.Packages.ShouldBe(["libc6", "tini"]);
    }
}
