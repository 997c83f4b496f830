using System.Collections.Immutable;
using Fridge.Registry.Collection;
using Fridge.Registry.Logins;

namespace Fridge.Registry.Outside;

/// <summary>Takes old nights out of a registry for everybody. The bytes go when whoever keeps it collects its garbage.</summary>
public sealed class ImagePruner(OutsideRegistries registries, RegistryAddress registry, IReport report)
{
    /// <summary>Asks the registry; changes nothing.</summary>
    /// <param name="repositories">Those that are ours: some registries list none to anybody.</param>
    /// <param name="keep">How many nights of each.</param>
    /// <param name="inUse">References by digest of what somebody runs or may go back to.</param>
    public async Task<PrunePlan> PlanAsync(IEnumerable<string> repositories, int keep, IEnumerable<string> inUse, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var listed = await new RegistryContent(client).ListAsync(repositories, cancellationToken);
        var kept = NightlyRetention.Kept(listed, keep, [.. inUse.Select(reference => reference[(reference.IndexOf('@') + 1)..])]);
        var nights = listed.Where(entry => NightlyTag.Find(entry.Tag) is not null).ToLookup(entry => entry.Manifest, entry => entry.Tag);
        return new PrunePlan([.. NightlyRetention.ToDelete(listed, kept).Select(manifest => new PrunedManifest(manifest, [.. nights[manifest].Order(StringComparer.Ordinal)]))]);
    }

    /// <returns>How many were there.</returns>
    /// <exception cref="FridgeException">The registry refuses: what was deleted is deleted, and a rerun goes on.</exception>
    public async Task<int> DeleteAsync(PrunePlan plan, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var deleted = 0;
        foreach (var manifest in plan.Manifests)
        {
            if (await client.DeleteManifestAsync(manifest.Manifest.Repository, manifest.Manifest.Digest, cancellationToken))
                deleted++;
            report.Detail($"deleted {manifest}");
        }

        return deleted;
    }
}

/// <summary>What leaves a registry, in this order.</summary>
public sealed record PrunePlan(ImmutableArray<PrunedManifest> Manifests)
{
    public bool IsEmpty => Manifests.IsEmpty;

    /// <summary>Of images, each with its platforms and its signature.</summary>
    public int Nights => Manifests.Count(manifest => !manifest.Tags.IsEmpty);
}

/// <param name="Tags">Of nights; none: it is a platform of one, or a signature.</param>
public sealed record PrunedManifest(StoredManifest Manifest, ImmutableArray<string> Tags)
{
    public override string ToString() => Tags.IsEmpty ? $"{Manifest}" : $"{Manifest.Repository}:{string.Join(", ", Tags)} ({Manifest.Digest})";
}
