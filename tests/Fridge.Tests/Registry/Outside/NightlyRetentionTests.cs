using System.Collections.Immutable;
using Fridge.Registry.Collection;
using Fridge.Registry.Outside;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Outside;

/// <summary>A repository of three nights, each an index over two platforms.</summary>
public sealed class NightlyRetentionTests
{
    private const string Flink = "ada/fridge-flink";

    private static readonly ImmutableArray<TaggedManifest> ThreeNights = [.. Night(Flink, 1), .. Night(Flink, 2), .. Night(Flink, 3)];

    [Fact]
    public void TheNewestNights_Stay() => Deleted(ThreeNights, keep: 2).ShouldBe([Digest("1"), Digest("1a"), Digest("1b")]);

    [Fact]
    public void FewerNightsThanAreToStay_AllStay() => Deleted(ThreeNights, keep: 3).ShouldBeEmpty();

    [Fact]
    public void OfEachRepositoryByItself() => Deleted([.. ThreeNights, .. Night("ada/fridge-registry", 4)], keep: 1).ShouldNotContain(Digest("4"));

    [Fact]
    public void WhatARelease_OrAPerson_HasNamed_StaysWithItsPlatforms() =>
        Deleted([.. ThreeNights, Tagged(Flink, "1.2.3", "1", "1a", "1b"), Tagged(Flink, "favourite", "2", "2a", "2b")], keep: 1).ShouldBeEmpty();

    [Theory]
    [InlineData("1")]
    [InlineData("1b")]
    public void WhatSomebodyRuns_StaysWhole(string digest) => Deleted(ThreeNights, keep: 1, Digest(digest)).ShouldBe([Digest("2"), Digest("2a"), Digest("2b")]);

    /// <summary>A package that changed for one of the platforms only.</summary>
    [Fact]
    public void APlatformThatANewerNightHasToo_Stays() =>
        Deleted([Tagged(Flink, Tag(1), "1", "1a", "2b"), Tagged(Flink, Content("1a"), "1a"), .. Night(Flink, 2)], keep: 1).ShouldBe([Digest("1"), Digest("1a")]);

    [Fact]
    public void ASignature_GoesWithWhatItIsOf() =>
        Deleted([.. ThreeNights, Tagged(Flink, $"{Content("1")}.sig", "51"), Tagged(Flink, $"{Content("3")}.sig", "53")], keep: 2).ShouldBe([Digest("1"), Digest("1a"), Digest("1b"), Digest("51")], ignoreOrder: true);

    [Fact]
    public void AnIndex_GoesBeforeItsPlatforms() => Deleted(ThreeNights, keep: 1)[..2].ShouldBe([Digest("1"), Digest("2")], ignoreOrder: true);

    private static string[] Deleted(ImmutableArray<TaggedManifest> listed, int keep, params string[] inUse) =>
        [.. NightlyRetention.ToDelete(listed, NightlyRetention.Kept(listed, keep, [.. inUse])).Select(manifest => manifest.Digest)];

    private static IEnumerable<TaggedManifest> Night(string repository, int day) =>
        [Tagged(repository, Tag(day), $"{day}", $"{day}a", $"{day}b"), Tagged(repository, Content($"{day}a"), $"{day}a"), Tagged(repository, Content($"{day}b"), $"{day}b")];

    private static TaggedManifest Tagged(string repository, string tag, string digest, params string[] platforms) =>
        new(new StoredManifest(repository, Digest(digest)), tag) { Platforms = [.. platforms.Select(Digest)] };

    private static string Tag(int day) => $"{NightlyTag.Of(new DateTimeOffset(2026, 11, day, 3, 0, 0, TimeSpan.Zero), $"{day}".PadRight(12, '0'))}";

    private static string Digest(string digits) => $"sha256:{digits.PadRight(64, '0')}";

    private static string Content(string digits) => Digest(digits).Replace(':', '-');
}
