using System.Collections.Immutable;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;

namespace Fridge.Registry.Outside;

/// <summary>Brings images into a registry where strangers find them. A tag that is there with something else is never moved.</summary>
public sealed class ImagePublisher(OutsideRegistries registries, RegistryAddress registry, IReport report)
{
    /// <summary>Asks the registry; changes nothing.</summary>
    /// <returns>Those that it lacks, in the order given.</returns>
    /// <exception cref="FridgeException">A tag names something else there.</exception>
    public async Task<ImmutableArray<PublishedImage>> MissingAsync(ImmutableArray<PublishedImage> images, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var found = await Task.WhenAll(images.Select(image => client.FindManifestAsync(image.Repository, image.Tag, cancellationToken)));
        foreach (var (image, there) in images.Zip(found))
            Refuse(image, there?.Digest);
        return [.. images.Where((_, at) => found[at] is null)];
    }

    /// <summary>What is there isn't sent again, so that a push that was interrupted goes on; a tag comes after all that it names.</summary>
    public async Task PushAsync(ImmutableArray<PublishedImage> missing, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var push = new OciPush(client);
        foreach (var (at, image) in missing.Index())
        {
            var plan = new OciPushPlan { Layout = image.Layout, Repository = image.Repository, Tag = image.Tag, MountFrom = [.. missing.Take(at).Select(before => before.Repository)] };
            await push.RunAsync(plan, report, cancellationToken);
        }
    }

    private void Refuse(PublishedImage image, string? there)
    {
        if (there is not null && there != image.Digest)
            throw new FridgeException($"{registry.Host}/{image} exists already, with other content: {there}, not {image.Digest}.", "A version is published once. Give the next one, or remove that image there if nobody has it.");
    }
}
