using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Renewal;
using Fridge.Targets.Publishing;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class NightlyIssueTests
{
    private static readonly LockedPackage Zlib = new("root", "armhf", "zlib1g", "1", "pool/zlib1g.deb", new string('a', 64), 7);

    [Fact]
    public void NothingToDo_IsNoIssue() => NightlyIssue.Of([], []).ShouldBeNull();

    [Fact]
    public void WhatIsBehind_IsATable_TheSameEachTime()
    {
        ImmutableArray<PackageChange> changes =
        [
            new("registry", Zlib with { Name = "tini" }, Zlib with { Name = "tini", Version = "2" }),
            new("flink", Zlib, Zlib with { Version = "2" }, IsSecurity: true),
            new("flink", Zlib with { Target = "amd64" }, Zlib with { Target = "amd64", Version = "2" }, IsSecurity: true),
        ];

        var issue = NightlyIssue.Of(changes, [("1.20.5", "1.20.6")]).ShouldNotBeNull();

        issue.Title.ShouldBe("To renew: Flink 1.20.6; 2 Debian packages, 1 of them security updates");
        issue.Text.ShouldMatchFile("Golden/nightly-issue.md");
        NightlyIssue.Of([.. changes.Reverse()], [("1.20.5", "1.20.6")]).ShouldBe(issue);
    }

    [Fact]
    public void ATableWithoutEnd_IsCut() =>
        NightlyIssue.Of([.. Enumerable.Range(0, 1000).Select(at => new PackageChange("flink", null, Zlib with { Name = $"p{at}" }))], [])!.Text.ShouldEndWith("and 800 more\n");
}
