using System.Collections.Immutable;
using Fridge.Images.Renewal;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Tooling.Host;

namespace Fridge.Targets.Publishing;

/// <summary>A night, from what was found to images that are whole here.</summary>
/// <param name="At">When it began.</param>
/// <param name="Renewed">The locks, as Debian's archives are now.</param>
/// <param name="IsRecorded">The registry has these locks.</param>
/// <param name="Clusters">Planned with these locks.</param>
/// <param name="NewerFlink">Patch releases that are out: what cluster files have, and what there is.</param>
internal sealed record NightlyDraft(
    DateTimeOffset At, RenewedLocks Renewed, bool IsRecorded, ImmutableArray<ReleasedCluster> Clusters, NightlyPlan Plan, ImmutableArray<(string Held, string Newer)> NewerFlink)
{
    /// <summary>This machine beside what a build needs; null: nothing is built.</summary>
    public HostReadiness? Host { get; init; }

    /// <summary>What was built, to be pushed.</summary>
    public ImmutableArray<PublishedImage> Built { get; init; } = [];

    /// <summary>What the key that was given has yet to sign: repositories and digests.</summary>
    public ImmutableArray<(string Repository, string Digest)> Unsigned { get; init; } = [];

    /// <summary>What the registry has of the night, once all is pushed.</summary>
    public IEnumerable<(string Repository, string Digest)> Published =>
        Plan.Images.Select(image => image.Held).OfType<HeldImage>().Select(held => (held.Repository, held.Digest)).Concat(Built.Select(built => (built.Repository, built.Digest)));

    public NightlyTag TagOf(string inputHash) => NightlyTag.Of(At, inputHash);

    /// <summary>Each image of the night, under the name that the registry has it by.</summary>
    public ReleaseDocument Document(RegistryAddress registry, RepositoryName? repository, string commit, string locksHash) => new()
    {
        Tag = $"{TagOf(locksHash)}",
        Commit = commit,
        Repository = repository is null ? "" : $"{repository}",
        Registry = $"{registry}",
        Platforms = [.. Clusters.First().Plan.Settings.Platforms.Select(platform => platform.OciPlatform())],
        Images = [.. Plan.Images.Select(image => image.Held is { } held ? Image(image, held) : ReleaseNaming.Image(Built.Single(built => built.Image.InputHash == image.Planned.InputHash)))],
        Clusters = [.. Clusters.Select(cluster => cluster.File)],
    };

    public static ReleaseImage Image(NightlyImage image, HeldImage held) => new(
        image.Planned.Name, held.InputHash, held.Repository, held.Tag, held.Digest,
        [.. held.Platforms.Select(platform => new ReleasePlatform(platform.Architecture.OciPlatform(), platform.ManifestDigest, platform.CompressedBytes))]);
}
