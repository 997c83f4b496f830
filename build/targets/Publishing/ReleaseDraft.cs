using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
using Fridge.Registry.Outside;
using Fridge.Tooling.Host;

namespace Fridge.Targets.Publishing;

/// <summary>A cluster whose images and manifests a release has.</summary>
/// <param name="File">In the checkout.</param>
internal sealed record ReleasedCluster(string File, Cluster Cluster, ImagePlan Plan, ImageSet Images);

/// <param name="Host">This machine beside what a build needs; null: every image is here.</param>
internal sealed record ReleaseBuild(ImmutableArray<ReleasedCluster> Clusters, HostReadiness? Host);

/// <param name="Missing">What the registry lacks.</param>
/// <param name="Host">This machine beside what a second build needs; null: there is none.</param>
internal sealed record ReleaseComparison(ImmutableArray<PublishedImage> Missing, HostReadiness? Host);

/// <param name="Host">This machine beside what a build needs.</param>
internal sealed record ReleaseToVerify(ReleaseDocument Release, HostReadiness Host);

/// <summary>A release that is whole here.</summary>
internal sealed record ReleaseDraft(ReleaseSource Source, ImmutableArray<PublishedImage> Images, ReleaseContents Contents)
{
    /// <summary>What the registry lacks of the images.</summary>
    public ImmutableArray<PublishedImage> Missing { get; init; } = [];

    /// <summary>What the key that was given has yet to sign: repositories and digests.</summary>
    public ImmutableArray<(string Repository, string Digest)> Unsigned { get; init; } = [];

    public IEnumerable<string> Lines(ReleaseState state, bool local) =>
    [
        .. Missing.Select(image => $"push {image}"),
        .. Unsigned.Select(image => $"sign {image.Repository}@{image.Digest}"),
        .. local || state == ReleaseState.Published ? [] : Contents.Assets.Select(asset => asset.Content.IsEmpty ? $"publish {asset.Name}" : $"publish {asset.Name}, {asset.Content.Length} bytes"),
    ];
}
