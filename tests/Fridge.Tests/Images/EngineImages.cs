using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Registry.Oci;

namespace Fridge.Tests.Images;

/// <summary>ARMv7 images of ours on this machine's engine, for as long as a test runs them.</summary>
internal static class EngineImages
{
    /// <returns>The tag it has there.</returns>
    public static async Task<string> LoadAsync(IDockerClient engine, ImageRecord image, CancellationToken cancellationToken)
    {
        var tag = $"fridge-test/{image.Name}:{image.InputHash[..16]}";
        var layout = OciLayout.Open(image.LayoutPath!);
        await using var archive = DockerArchive.Open(layout, layout.For(NodeArchitecture.Armv7.OciPlatform()), tag);
        await engine.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, new Progress<JSONMessage>(), cancellationToken);
        return tag;
    }

    /// <summary>Forced, since a container that <c>run --rm</c> ended may not be gone yet; one that another test still runs stays.</summary>
    public static async Task RemoveAsync(IDockerClient engine, string tag)
    {
        try
        {
            await engine.Images.DeleteImageAsync(tag, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
        catch (DockerApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
        }
    }
}
