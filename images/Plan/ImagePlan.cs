using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Plan;

/// <summary>The images that a cluster needs and what goes into each. Equal plans give equal images.</summary>
public sealed record ImagePlan
{
    public required ImmutableArray<PlannedImage> Images { get; init; }

    /// <summary>All that are neither Flink's nor a job's, whether the cluster needs them or not.</summary>
    public ImmutableArray<PlannedImage> Services { get; init; } = [];

    /// <summary>Flink's archive.</summary>
    public required FlinkArchive Flink { get; init; }

    public required ImageSettings Settings { get; init; }

    /// <summary>SHA-256 (hex) over everything that goes into its images.</summary>
    public string InputHash => ImageInputs.Combine(Images.Select(image => KeyValuePair.Create(image.Name, image.InputHash)));

    public PlannedImage this[string name] => Images.Union(Services).Single(image => image.Name == name);
}

/// <summary>One image to have.</summary>
public sealed record PlannedImage
{
    /// <summary>The registry's repository: <c>flink</c>, <c>job-taxi</c>, <c>registry</c>.</summary>
    public required string Name { get; init; }

    public required ImageKind Kind { get; init; }

    /// <summary>SHA-256 (hex) over everything that goes in.</summary>
    public required string InputHash { get; init; }

    public required ImmutableArray<NodeArchitecture> Platforms { get; init; }

    /// <summary>Below <c>images/</c>.</summary>
    public string Folder => Kind == ImageKind.Service ? Name : Kind.ToString().ToLowerInvariant();

    /// <summary>Groups of packages, of <c>images/base</c>, that run while it is built.</summary>
    public ImmutableArray<string> Tools => this switch
    {
        { Kind: ImageKind.Job } => ["tools"],
        { Home: not null } => ["tools", "compiler"],
        _ => ["compiler"],
    };

    /// <summary>In the image, without a leading slash: the folder whose jars must have passed the alignment rewrite. Null: it has no Java of its own.</summary>
    public string? Home { get; init; }

    /// <summary>Of Flink's image, and of a job's above it.</summary>
    public ImageVariant Variant { get; init; }

    /// <summary>Of Flink's image: it has the file system for S3.</summary>
    public bool HasS3 { get; init; }

    /// <summary>In a registry's cache of builds: each variant is a build of its own.</summary>
    public string CacheTag => Kind == ImageKind.Flink ? $"{Name}-{Variant.Name()}{(HasS3 ? "-s3" : "")}" : Name;

    /// <summary>The package or library whose version the image has; null: Flink's.</summary>
    public string? Program { get; init; }

    /// <summary>For a job's image.</summary>
    public JobSpec? Job { get; init; }
}

public enum ImageKind
{
    Flink,
    Service,
    Job,
}

/// <param name="FileName">As on Apache's mirrors.</param>
/// <param name="Mirrors">Those that have this version, in order.</param>
public sealed record FlinkArchive(string Version, string FileName, ImmutableArray<FlinkMirror> Mirrors)
{
    /// <param name="checkout">What a mirror's folder is relative to.</param>
    public Download ToDownload(string checkout) => new(FileName, [.. Mirrors.Select(mirror => new DownloadSource(
        new Uri(MirrorRoot.Of(mirror.Url, checkout), $"flink-{Version}/{FileName}"), new Checksum(ChecksumAlgorithm.Sha512, mirror.Sha512)))]);
}
