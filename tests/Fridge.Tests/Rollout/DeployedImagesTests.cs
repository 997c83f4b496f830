using Fridge.Rollout.Images;
using Fridge.Tests.Manifests;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout;

public sealed class DeployedImagesTests
{
    [Fact]
    public async Task DeployedStack_GivesBackTheImagesItWasRenderedFrom()
    {
        var images = DeployedImages.Of(Stacks.HeldOf(await Stacks.VirtualAsync()));

        images.Images.Select(image => (image.Name, image.InputHash, image.LayoutPath)).ShouldBe(
            new[] { "flink", "job-taxi" }.Select(name => (name, Samples.Images[name].InputHash, (string?)null)));
        images["job-taxi"].Platforms.ShouldBe(Samples.Images["job-taxi"].Platforms);
    }

    [Fact]
    public async Task ServicesThatDisagree_AreInTheMiddleOfARollout_AndGiveNothing()
    {
        var held = Stacks.HeldOf(await Stacks.VirtualAsync());
        var changed = held.Workloads[0] with { Labels = held.Workloads[0].Labels.SetItem("fridge.image.job-taxi", "new") };

        DeployedImages.Of(held with { Workloads = held.Workloads.SetItem(0, changed) }).Images.Select(image => image.Name).ShouldBe(["flink"]);
    }
}
