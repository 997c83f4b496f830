using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Releases;

/// <summary>
/// What is kept, decided once and asked by all that deletes: records, files, secrets and images. Nothing that a kept release names is ever deleted.
/// Pure.
/// </summary>
internal sealed record Retention
{
    /// <summary>Releases that can be applied again.</summary>
    public const int Done = 5;

    /// <summary>Failed, refused or interrupted ones beside them, for whoever asks why.</summary>
    public const int Others = 3;

    private readonly ReleaseHistory history;
    private readonly ImmutableArray<Release> kept;
    private readonly ImmutableHashSet<string> files;
    private readonly ImmutableHashSet<string> secrets;

    /// <param name="makesRoom">One more is to be done: the oldest goes then.</param>
    public Retention(ReleaseHistory history, bool makesRoom = false)
    {
        this.history = history;
        kept =
        [
            .. history.Releases.Where(release => release.IsDone).Take(makesRoom ? Done - 1 : Done),
            .. history.Releases.Where(release => !release.IsDone).Take(Others),
        ];
        files = [.. kept.SelectMany(release => release.Intent.Files).Select(file => file.Name)];
        secrets = [.. kept.SelectMany(release => release.Intent.Secrets).Select(secret => secret.Name)];
    }

    /// <summary>A record that this Fridge can't read may name anything: while there is one, nothing at all is deleted.</summary>
    public bool KeepsAll => !history.Unreadable.IsEmpty;

    /// <summary>Why nothing is deleted; null: what isn't kept is.</summary>
    public string? Reason => KeepsAll
        ? $"Nothing old is deleted: the record of release {history.Unreadable[^1]} was written by another version of Fridge, so what it needs isn't known."
        : null;

    /// <summary>References by digest of all images that a kept release runs, or promises to the next Deploy.</summary>
    public ImmutableSortedSet<string> Images =>
    [
        .. kept.SelectMany(release => release.Intent.Workloads)
            .SelectMany(workload => PromisedImages.References(workload.Labels).Append(workload.Image)),
    ];

    /// <summary>Files that neither a kept release, nor this one, nor a workload, now or in its spec before, uses.</summary>
    public ImmutableArray<ObservedFile> OldFiles(Observed observed, RenderedRelease desired)
    {
        if (KeepsAll)
            return [];
        var used = observed.Workloads.SelectMany(workload => workload.Files.Concat(workload.PreviousFiles))
            .Concat(desired.Files.Select(file => file.Name)).ToHashSet();
        return [.. observed.Files.Where(file => !used.Contains(file.Name) && !files.Contains(file.Name))];
    }

    /// <summary>Secrets that neither a kept release, nor this one, nor a workload, now or in its spec before, uses.</summary>
    public ImmutableArray<ObservedSecret> OldSecrets(Observed observed, RenderedRelease desired)
    {
        if (KeepsAll)
            return [];
        var used = observed.Workloads.SelectMany(workload => workload.Secrets).Concat(desired.Secrets.Select(secret => secret.Name)).ToHashSet();
        return [.. observed.Secrets.Where(secret => !used.Contains(secret.Name) && !secrets.Contains(secret.Name))];
    }

    /// <summary>Those of releases that aren't kept; those from before there were numbers, as soon as one with a number is done.</summary>
    public ImmutableArray<StoredRecord> OldRecords(Observed observed)
    {
        if (KeepsAll)
            return [];
        var numbers = kept.Select(release => release.Number).ToHashSet();
        return [.. observed.Records.Where(record => ReleaseHistory.NumberOf(record) is > 0 and var number
            ? !numbers.Contains(number)
            : history.LastDone is not null)];
    }
}
