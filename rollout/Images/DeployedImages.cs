using System.Collections.Immutable;
using System.Globalization;
using Docker.DotNet;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Images;

/// <summary>The images that a cluster runs, from the labels of its services: where an input hash matches, a colleague's clone takes the digests and builds nothing.</summary>
public static class DeployedImages
{
    /// <returns>Empty where the stack isn't there, or carries no labels.</returns>
    public static async Task<ImageSet> ReadAsync(IDockerClient engine, string stack, CancellationToken cancellationToken) =>
        Of(await ClusterStateReader.ReadAsync(engine, stack, cancellationToken));

    /// <summary>An image whose services disagree about it is in the middle of a rollout: it isn't taken.</summary>
    public static ImageSet Of(ClusterState held) => new(
    [
        .. held.Services
            .SelectMany(service => Images(service.Labels))
            .GroupBy(image => image.Name)
            .Where(group => group.Select(image => image.InputHash).Distinct().Count() == 1)
            .Select(group => group.First())
            .OrderBy(image => image.Name, StringComparer.Ordinal),
    ]);

    private static IEnumerable<ImageRecord> Images(ImmutableSortedDictionary<string, string> labels) => labels
        .Where(label => label.Key.StartsWith(StackLabels.Image, StringComparison.Ordinal))
        .Select(label => Image(label.Key[StackLabels.Image.Length..], label.Value, labels))
        .Where(image => !image.Platforms.IsEmpty);

    private static ImageRecord Image(string name, string hash, ImmutableSortedDictionary<string, string> labels) => new()
    {
        Name = name,
        InputHash = hash,
        Platforms = [.. Enum.GetValues<NodeArchitecture>()
            .Select(architecture => Platform(architecture, labels.GetValueOrDefault($"{StackLabels.Digest}{name}.{architecture.LabelValue()}")))
            .OfType<PlatformImage>()],
    };

    private static PlatformImage? Platform(NodeArchitecture architecture, string? label) =>
        label?.Split('/') is [var digest, var bytes] && long.TryParse(bytes, CultureInfo.InvariantCulture, out var size)
            ? new PlatformImage(architecture, digest, size)
            : null;
}
