using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Renewal;
using Fridge.Targets.Publishing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class NightlyPullRequestTests
{
    private static readonly LockedPackage Zlib = new("root", "armhf", "zlib1g", "1", "pool/zlib1g.deb", new string('a', 64), 7);

    [Fact]
    public void LocksThatAreThoseOfTheArchives_AreNoProposal() => NightlyPullRequest.Of(RenewedLocks.None, SampleRelease.Commit).ShouldBeNull();

    [Fact]
    public void WhatIsBehind_IsItsFilesAndATable_TheSameEachTime()
    {
        var proposal = NightlyPullRequest.Of(Renewed("2"), SampleRelease.Commit).ShouldNotBeNull();

        proposal.Onto.ShouldBe(SampleRelease.Commit);
        proposal.Text.Title.ShouldBe("Renew 1 Debian packages, 1 of them security updates");
        proposal.Text.Text.ShouldContain("| `zlib1g` | `1 -> 2` | yes | armhf | flink |");
        proposal.Files.Keys.ShouldBe(["images/flink/packages.lock", "images/suites.lock"]);
        PackageLock.Parse(proposal.Files["images/flink/packages.lock"], "the proposal").Packages.ShouldHaveSingleItem().Version.ShouldBe("2");
        NightlyPullRequest.Of(Renewed("2"), SampleRelease.Commit)!.Hash.ShouldBe(proposal.Hash);
    }

    [Fact]
    public void OtherPackages_AreAnotherChange_AndTheDateOfASuiteIsNone()
    {
        var hash = NightlyPullRequest.Of(Renewed("2"), SampleRelease.Commit)!.Hash;
        var later = Renewed("2") with { Suites = SuiteLock.Parse("bookworm 2026-11-30T00:00:00Z\n", "the archive") };

        NightlyPullRequest.Of(Renewed("3"), SampleRelease.Commit)!.Hash.ShouldNotBe(hash);
        NightlyPullRequest.Of(later, SampleRelease.Commit)!.Hash.ShouldBe(hash);
    }

    private static RenewedLocks Renewed(string version) => RenewedLocks.None with
    {
        Locks = ImmutableSortedDictionary<string, PackageLock>.Empty.Add("flink", new PackageLock([Zlib with { Version = version }])),
        Changes = [new("flink", Zlib, Zlib with { Version = version }, IsSecurity: true)],
    };
}
