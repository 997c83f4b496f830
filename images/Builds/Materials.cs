using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Plan;

namespace Fridge.Images.Builds;

/// <summary>Everything from outside that builds need, verified and in the cache.</summary>
internal sealed record Materials
{
    /// <summary>A buildx builder; null: the engine's own.</summary>
    public string? Builder { get; init; }

    public required string BuilderImage { get; init; }

    public required ImmutableDictionary<LockedPackage, string> Packages { get; init; }

    /// <summary>Flink's archive; null: nothing that is built needs it.</summary>
    public string? FlinkArchive { get; init; }

    /// <summary>Java libraries of the services.</summary>
    public ImmutableDictionary<LockedJar, string> Jars { get; init; } = ImmutableDictionary<LockedJar, string>.Empty;

    public IEnumerable<KeyValuePair<LockedPackage, string>> Of(PackageLock packages, params string[] targets) =>
        packages.Packages.Where(package => targets.Contains(package.Target)).Select(package => KeyValuePair.Create(package, Packages[package]));
}

/// <summary>What the builds of one run share.</summary>
internal sealed record BuildRun(ImagePlan Plan, Materials Materials, bool NoCache, IReport Report, CancellationToken CancellationToken);
