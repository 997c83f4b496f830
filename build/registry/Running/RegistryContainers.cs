using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fridge.Registry.Running;

internal static class RegistryContainers
{
    /// <summary>The volume with the images stays; a container that isn't there is as good as removed.</summary>
    public static async Task RemoveAsync(IDockerClient engine, string name, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // The first one, or one that is gone already.
        }
    }
}
