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
        var platforms = RebuiltImages.Of(SampleRelease.Document, [Built(SampleRelease.Digest('b'))]);

        platforms.Single().IsEqual.ShouldBeTrue();
        RebuiltImages.RefuseDifferences(SampleRelease.Document, platforms);
    }

    [Fact]
    public void AnotherDigest_AndAnImageThatIsNotBuilt_AreRefusedByName()
    {
        foreach (var (rebuilt, said) in new[] { (new[] { Built(SampleRelease.Digest('c')) }, SampleRelease.Digest('c')), ([], "nothing"), ([Built(SampleRelease.Digest('b')) with { InputHash = "2f" }], "nothing") })
        {
            Should.Throw<FridgeException>(() => RebuiltImages.RefuseDifferences(SampleRelease.Document, RebuiltImages.Of(SampleRelease.Document, rebuilt)))
                .Evidence.ShouldBe([$"flink (linux/arm/v7): {SampleRelease.Digest('b')} released, {said} built"]);
        }
    }

    private static ImageRecord Built(string digest) => new() { Name = "flink", InputHash = "1f", Platforms = [new PlatformImage(NodeArchitecture.Armv7, digest, 1)] };
}
