using Docker.DotNet;
using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>The image that the running registry came from, from its labels: a colleague's clone takes its digests and builds nothing.</summary>
public static class RunningRegistry
{
    /// <returns>Null: there is no registry, or it carries no labels.</returns>
    public static async Task<ImageRecord?> ReadAsync(IDockerClient manager, CancellationToken cancellationToken)
    {
        try
        {
            var container = await manager.Containers.InspectContainerAsync(RegistryPlace.Container, cancellationToken);
            return Of(container.Config?.Labels?.ToDictionary() ?? []);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }

    internal static ImageRecord? Of(IReadOnlyDictionary<string, string> labels) => PromisedImages.Read(labels).FirstOrDefault();
}
