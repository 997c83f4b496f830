using System.Collections.Immutable;
using System.Globalization;
using Docker.DotNet;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Images;

/// <summary>The images that a cluster runs, from the labels of its services: where an input hash matches, a colleague's clone takes the digests and builds nothing.</summary>
public static class DeployedImages
{
    /// <returns>Empty where the stack isn't there, or carries no labels.</returns>
    public static async Task<ImageSet> ReadAsync(IDockerClient engine, string stack, CancellationToken cancellationToken) =>
        Of(await StackReader.ReadAsync(engine, stack, cancellationToken));

    /// <summary>An image whose services disagree about it is in the middle of a rollout: it isn't taken.</summary>
    public static ImageSet Of(Observed held) => new(
    [
        .. held.Workloads
            .SelectMany(service => PromisedImages.Read(service.Labels))
            .GroupBy(image => image.Name)
            .Where(group => group.Select(image => image.InputHash).Distinct().Count() == 1)
            .Select(group => group.First())
            .OrderBy(image => image.Name, StringComparer.Ordinal),
    ]);
}
