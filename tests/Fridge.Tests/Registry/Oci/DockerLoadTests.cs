using Docker.DotNet.Models;
using Fridge.Registry.Oci;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Oci;

[Trait("Suite", "ci")]
public sealed class DockerLoadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DockerArchive_RealEngine_LoadsItUnderItsTag()
    {
        using var image = new TinyImage($"load {Guid.NewGuid()}", ["linux/amd64"]);
        using var engine = await LocalEngine.OpenAsync(Cancelled);
        var tag = $"fridge-test-load:{Guid.NewGuid():N}";

        await engine.Images.LoadImageAsync(new ImageLoadParameters(), DockerArchive.Open(image.Layout, image.Layout.Manifests[0], tag), new Progress<JSONMessage>(), Cancelled);

        try
        {
            (await engine.Images.InspectImageAsync(tag, Cancelled)).Architecture.ShouldBe("amd64");
        }
        finally
        {
            await engine.Images.DeleteImageAsync(tag, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
    }
}
