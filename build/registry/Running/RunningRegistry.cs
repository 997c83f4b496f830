using System.Globalization;
using Docker.DotNet;
using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>The image that the running registry came from, from its labels: a colleague's clone takes its digests and builds nothing.</summary>
public static class RunningRegistry
{
    private const string InputHash = "fridge.image.registry";
    private const string Digest = "fridge.digest.registry.";

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

    internal static Dictionary<string, string> LabelsOf(ImageRecord image)
    {
        var labels = image.Platforms.ToDictionary(
            platform => Digest + platform.Architecture.LabelValue(),
            platform => string.Create(CultureInfo.InvariantCulture, $"{platform.ManifestDigest}/{platform.CompressedBytes}"));
        labels[InputHash] = image.InputHash;
        return labels;
    }

    internal static ImageRecord? Of(IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(InputHash, out var hash)) return null;
        var platforms = Enum.GetValues<NodeArchitecture>()
            .Select(architecture => Platform(architecture, labels.GetValueOrDefault(Digest + architecture.LabelValue())))
            .OfType<PlatformImage>();
        return new ImageRecord { Name = "registry", InputHash = hash, Platforms = [.. platforms] };
    }

    private static PlatformImage? Platform(NodeArchitecture architecture, string? label) =>
        label?.Split('/') is [var digest, var bytes] && long.TryParse(bytes, CultureInfo.InvariantCulture, out var size)
            ? new PlatformImage(architecture, digest, size)
            : null;
}
