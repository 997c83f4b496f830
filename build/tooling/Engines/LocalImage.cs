using Docker.DotNet;

namespace Fridge.Tooling.Engines;

/// <summary>What an engine has of images, without asking any registry.</summary>
public static class LocalImage
{
    /// <param name="image">A tag or a reference by digest.</param>
    public static async Task<bool> HasImageAsync(this IDockerClient engine, string image, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Images.InspectImageAsync(image, cancellationToken);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
