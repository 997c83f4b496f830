using Fridge.Model;
using Fridge.Targets.Publishing;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class RebuiltImagesTests
{
    [Fact]
    public void TheSameDigest_IsAsReleased()
    {
        var platforms = RebuiltImages.Of(SampleRelease.Document.Images, [Built(SampleRelease.Digest('b'))]);

        platforms.Single().IsEqual.ShouldBeTrue();
        RebuiltImages.RefuseDifferences(SampleRelease.Document, platforms);
    }

    [Fact]
    public void AnotherDigest_AndAnImageThatIsNotBuilt_AreRefusedByName()
    {
        foreach (var (rebuilt, said) in new[] { (new[] { Built(SampleRelease.Digest('c')) }, SampleRelease.Digest('c')), ([], "nothing"), ([Built(SampleRelease.Digest('b')) with { InputHash = "2f" }], "nothing") })
        {
            Should.Throw<FridgeException>(() => RebuiltImages.RefuseDifferences(SampleRelease.Document, RebuiltImages.Of(SampleRelease.Document.Images, rebuilt)))
                .Evidence.ShouldBe([$"flink (linux/arm/v7): {SampleRelease.Digest('b')} first, {said} when built again"]);
        }
    }

    [Fact]
    public void BeforeARelease_TheSameTwice_IsNoDifference() =>
        RebuiltImages.Differences(RebuiltImages.Of(SampleRelease.Document.Images, [Built(SampleRelease.Digest('b'))]), areAllowed: false).ShouldBeEmpty();

    [Fact]
    public void BeforeARelease_ADifference_IsRefusedUnlessItIsAllowed()
    {
        var platforms = RebuiltImages.Of(SampleRelease.Document.Images, [Built(SampleRelease.Digest('c'))]);

        var failure = Should.Throw<FridgeException>(() => RebuiltImages.Differences(platforms, areAllowed: false));

        failure.Message.ShouldBe("1 of 1 images came out otherwise when they were built a second time, from nothing.");
        failure.NextStep!.ShouldContain("--allow-differences");
        failure.Evidence.ShouldBe([$"flink (linux/arm/v7): {SampleRelease.Digest('b')} first, {SampleRelease.Digest('c')} when built again"]);
        RebuiltImages.Differences(platforms, areAllowed: true).ShouldBe(platforms);
    }

    private static ImageRecord Built(string digest) => new() { Name = "flink", InputHash = "1f", Platforms = [new PlatformImage(NodeArchitecture.Armv7, digest, 1)] };
}
