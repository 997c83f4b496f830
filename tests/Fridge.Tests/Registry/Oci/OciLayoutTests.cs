using Fridge.Registry.Oci;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Oci;

public sealed class OciLayoutTests
{
    [Fact]
    public void Open_TwoPlatforms_AManifestEachAndNoAttestation()
    {
        using var image = new TinyImage("linux/arm/v7", "linux/amd64");

        image.Layout.Manifests.Select(manifest => manifest.Platform.ToString()).ShouldBe(["linux/arm/v7", "linux/amd64"]);
        image.Layout.Index.ShouldNotBeNull().MediaType.ShouldBe(OciMediaTypes.Index);
    }

    [Fact]
    public void Open_OnePlatform_HasNoIndexOfItsOwn()
    {
        using var image = new TinyImage("linux/arm/v7");

        image.Layout.Index.ShouldBeNull();
        image.Layout.For("linux/arm/v7").LayerBytes.ShouldBe(
            image.Layout.For("linux/arm/v7").Layers.Sum(layer => new FileInfo(image.Layout.BlobPath(layer.Digest)).Length));
    }

    /// <summary>As Fridge itself writes layouts once it has labelled them: <c>index.json</c> names the platforms.</summary>
    [Fact]
    public void Open_AnIndexJsonOfTwoPlatforms_IsItselfTheIndex()
    {
        using var image = new TinyImage("linux/arm/v7", "linux/amd64");
        new OciLayoutWriter(image.Folder).WriteIndex([.. image.Layout.Manifests.Select(manifest => manifest.Descriptor)]);

        var index = image.Layout.Index.ShouldNotBeNull();
        var content = image.Layout.ReadManifest(index);
        OciDigest.Of(content).ShouldBe(index.Digest);
        OciJson.Index(content).Select(platform => $"{platform.Platform}").ShouldBe(["linux/arm/v7", "linux/amd64"]);
    }

    [Fact]
    public void For_PlatformThatIsNotThere_NamesThoseThatAre()
    {
        using var image = new TinyImage("linux/arm/v7", "linux/amd64");

        Should.Throw<FridgeException>(() => image.Layout.For("linux/arm64")).Message.ShouldEndWith("only for linux/arm/v7, linux/amd64.");
    }

    [Fact]
    public void Open_LayerIsMissing_SaysWhich()
    {
        using var image = new TinyImage("linux/arm/v7");
        var layer = image.Layout.Manifests[0].Layers[0].Digest;
        File.Delete(image.Layout.BlobPath(layer));

        Should.Throw<FridgeException>(() => image.Layout).Message.ShouldContain(layer);
    }

    [Fact]
    public void Open_NoLayout_IsASentence() =>
        Should.Throw<FridgeException>(() => OciLayout.Open("/no/such/folder")).NextStep.ShouldBe("Remove it and build the image again.");
}
