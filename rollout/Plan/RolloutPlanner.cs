using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;

namespace Fridge.Rollout.Plan;

/// <summary>Desired against observed. Pure.</summary>
internal static class RolloutPlanner
{
    /// <exception cref="Tooling.FridgeException">The cluster's name is another's too.</exception>
    public static RolloutPlan Plan(RenderedRelease desired, Observed observed)
    {
        ForeignWorkloads.Refuse(desired.Name, observed);
        var plan = new RolloutPlan
        {
            Desired = desired,
            Observed = observed,
            Workloads =
            [
                .. desired.Workloads.Select(workload => Change(workload, observed.Find(workload.Name))),
                .. observed.Workloads.Where(workload => desired.Workloads.All(wanted => wanted.Name != workload.Name)).Select(workload => Remove(workload, desired)),
            ],
            NewFiles = [.. desired.Files.Where(file => observed.Files.All(known => known.Name != file.Name))],
            OldFiles = [],
            NewSecrets = [.. desired.Secrets.Where(secret => observed.Secrets.All(known => known.Name != secret.Name))],
        };
        var retention = new Retention(ReleaseHistory.Of(observed.Records), makesRoom: !plan.ChangesNothing);
        return plan with { OldFiles = retention.OldFiles(observed, desired), OldSecrets = retention.OldSecrets(observed, desired) };
    }

    private static WorkloadChange Change(Workload desired, ObservedWorkload? observed)
    {
        if (observed is null)
            return new WorkloadChange(desired.Name, WorkloadAction.Create, desired.Wave, ["isn't there"]);
        ImmutableArray<string> reasons = [.. Differences(desired, observed)];
        return new WorkloadChange(
            desired.Name, reasons.IsEmpty ? WorkloadAction.Unchanged : WorkloadAction.Update, desired.Wave, reasons);
    }

    private static IEnumerable<string> Differences(Workload desired, ObservedWorkload observed)
    {
        if (observed.Image != desired.Image)
            yield return $"image {ShortImage(observed.Image)} -> {ShortImage(desired.Image)}";
        if (observed.Replicas != desired.Replicas)
            yield return $"replicas {observed.Replicas} -> {desired.Replicas}";
        foreach (var file in desired.Files.Except(observed.Files))
            yield return $"config {file}";
        foreach (var secret in desired.Secrets.Except(observed.Secrets))
            yield return $"secret {secret}";
        var spec = observed.Labels.GetValueOrDefault(WorkloadLabels.Spec);
        if (spec != desired.SpecHash)
            yield return $"spec {Short(spec)} -> {Short(desired.SpecHash)}";
        else if (desired.Labels.Any(label => observed.Labels.GetValueOrDefault(label.Key) != label.Value))
            yield return "labels";
        // The orchestrator takes a spec before its update fails: the same one, sent again, begins the update anew.
        if (observed.Update == UpdateState.Stopped)
            yield return "its update has stopped";
    }

    private static WorkloadChange Remove(ObservedWorkload observed, RenderedRelease desired) =>
        new(observed.Name, WorkloadAction.Remove, Math.Max(0, desired.Waves - 1), ["no longer in the release"]);

    private static string Short(string? hash) => hash is { Length: > 8 } ? hash[..8] : hash ?? "none";

    private static string ShortImage(string image) => image.Split('@') is [var name, var digest]
        ? digest == PlatformImage.NotBuiltDigest ? $"{name.Split('/')[^1]}, to be built" : $"{name.Split('/')[^1]}@{Short(digest["sha256:".Length..])}"
        : image;
}
