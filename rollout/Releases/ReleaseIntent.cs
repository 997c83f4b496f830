using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Values;

namespace Fridge.Rollout.Releases;

/// <summary>
/// What a release is to be, written to the cluster before its first change and never changed: enough to apply it again. Version 1 of the
/// record: keys are only added, each with a default, so that records of clusters in the field stay readable.
/// </summary>
public sealed record ReleaseIntent
{
    public const int Version = 1;

    /// <summary><see cref="Version"/> of the Fridge that wrote it.</summary>
    public required int Schema { get; init; }

    /// <summary>From 1, one more than the highest that the cluster remembers.</summary>
    public required int Number { get; init; }

    /// <summary>When it was written, by the clock of the machine that wrote it: for people, nothing is sorted by it.</summary>
    public required DateTimeOffset At { get; init; }

    public required ReleaseOrigin Origin { get; init; }

    /// <summary>The number of the release that this one applies again; null: it was rendered anew.</summary>
    public int? Reapplies { get; init; }

    /// <summary>With their images by digest.</summary>
    public required ImmutableArray<Workload> Workloads { get; init; }

    /// <summary>Files by the names under which the cluster keeps their content; the names hold a hash of it.</summary>
    public required ImmutableArray<KeptFile> Files { get; init; }

    /// <summary>Secrets by the names under which the cluster keeps them; no value is in a record. None in records from before there were any.</summary>
    public ImmutableArray<ReleaseSecret> Secrets { get => field.IsDefault ? [] : field; init; } = [];

    public required Mapping Frame { get; init; }

    public required FlinkPlan Flink { get; init; }

    public static ReleaseIntent Of(RenderedRelease release, int number, ReleaseOrigin origin, DateTimeOffset at) => new()
    {
        Schema = Version,
        Number = number,
        At = at,
        Origin = origin,
        Workloads = release.Workloads,
        Files = [.. release.Files.Select(file => new KeptFile(file.Name, file.File))],
        Secrets = release.Secrets,
        Frame = release.Frame,
        Flink = release.Flink,
    };

    /// <summary>As if it had just been rendered.</summary>
    /// <param name="content">Of a kept file, by its name.</param>
    public RenderedRelease Release(string cluster, Func<string, string> content) => new()
    {
        Name = cluster,
        Workloads = Workloads,
        Files = [.. Files.Select(file => new ReleaseFile(file.Name, file.File, content(file.Name)))],
        Secrets = Secrets,
        Frame = Frame,
        Flink = Flink,
    };

    /// <summary>The same workloads from the same files: what was interrupted may be this.</summary>
    public bool IsOf(RenderedRelease release) =>
        Workloads.Select(workload => (workload.Name, workload.SpecHash)).SequenceEqual(release.Workloads.Select(workload => (workload.Name, workload.SpecHash)))
        && Files.Select(file => file.Name).SequenceEqual(release.Files.Select(file => file.Name));
}

/// <param name="File">The name of the file it becomes in the container.</param>
public sealed record KeptFile(string Name, string File);

/// <summary>Who made a release, and from what.</summary>
/// <param name="By">User and host.</param>
/// <param name="Commit">Of the checkout that it was rendered from; null: that was none of git's.</param>
/// <param name="IsDirty">The checkout had changes that no commit holds.</param>
/// <param name="ClusterFile">SHA-256 (hex) of the cluster file's bytes.</param>
public sealed record ReleaseOrigin(string By, string? Commit, bool IsDirty, string ClusterFile);
