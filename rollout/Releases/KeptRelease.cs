using Fridge.Manifests;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Releases;

/// <summary>A release out of the cluster's memory, as if it had just been rendered: what to apply again.</summary>
internal static class KeptRelease
{
    /// <summary>For the screen, whenever one is applied again.</summary>
    public const string StateWarning =
        "The workloads are those of that release; the job's state is as after any restart of its JobManager: without a savepoint or high availability it begins from its start.";

    /// <summary>Pure.</summary>
    /// <exception cref="FridgeException">The cluster doesn't remember it whole, or it never ran.</exception>
    public static RenderedRelease Of(string cluster, int number, Observed observed)
    {
        var history = ReleaseHistory.Of(observed.Records);
        var release = history.Find(number) ?? throw Unknown(cluster, number, history);
        if (!release.IsDone)
            throw new FridgeException($"Release {number} of {cluster} ended as {release.State}: only one that was done can be applied again.", Known(history));
        var contents = observed.Files.ToDictionary(file => file.Name, file => file.Content);
        var missing = release.Intent.Files.Select(file => file.Name).Except(contents.Keys)
            .Concat(release.Intent.Secrets.Select(secret => secret.Name).Except(observed.Secrets.Select(secret => secret.Name))).ToList();
        if (missing.Count > 0)
            throw new FridgeException($"Release {number} of {cluster} can't be applied again: somebody has deleted {string.Join(", ", missing)}.", Known(history));
        return release.Intent.Release(cluster, name => contents[name]);
    }

    private static FridgeException Unknown(string cluster, int number, ReleaseHistory history) => history.Unreadable.Contains(number)
        ? new($"Release {number} of {cluster} was written by another version of Fridge.", "Use the version of Fridge that wrote it.")
        : new($"{cluster} remembers no release {number}.", Known(history));

    private static string Known(ReleaseHistory history) =>
        "Releases that can be applied again: "
        + string.Join(", ", history.Releases.Where(release => release.IsDone).Select(release => $"{release.Number}").DefaultIfEmpty("none"));
}
