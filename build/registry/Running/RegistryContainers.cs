using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;

namespace Fridge.Registry.Running;

internal static class RegistryContainers
{
    /// <summary>The volume with the images stays; a container that isn't there is as good as removed.</summary>
    /// <exception cref="FridgeException">One of that name isn't Fridge's: it stays.</exception>
    public static async Task RemoveAsync(IDockerClient engine, string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await engine.Containers.InspectContainerAsync(name, cancellationToken);
            if (found.Config?.Labels?.ContainsKey(WorkloadLabels.Spec) != true)
                throw new FridgeException($"There is a container named {name} that Fridge didn't make. It stays.", $"Rename it (docker rename {name} NAME), and run the same command again.");
            await engine.Containers.RemoveContainerAsync(found.ID!, new ContainerRemoveParameters { Force = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // The first one, or one that is gone already.
        }
    }
}
