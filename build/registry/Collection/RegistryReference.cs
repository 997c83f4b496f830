using Fridge.Model;

namespace Fridge.Registry.Collection;

/// <summary>An image of the cluster's registry, as a service names it.</summary>
/// <param name="Name">A digest, or a tag.</param>
internal sealed record RegistryReference(string Repository, string Name)
{
    private const string Prefix = WellKnown.Registry + "/";

    /// <returns>Null: of another registry.</returns>
    public static RegistryReference? Parse(string image)
    {
        if (!image.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var path = image[Prefix.Length..];
        var (name, digest) = path.Split('@') is [var before, var after] ? (before, after) : (path, null);
        return name.Split(':') is [var repository, var tag]
            ? new RegistryReference(repository, digest ?? tag)
            : new RegistryReference(name, digest ?? "latest");
    }
}
