using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Plan;

/// <summary>Desired against held. Pure.</summary>
public static class RolloutPlanner
{
    public static RolloutPlan Plan(RenderedRelease desired, Observed held) => new()
    {
        Desired = desired,
        Workloads =
        [
            .. desired.Workloads.Select(service => Change(service, held.Find(service.Name))),
            .. held.Workloads.Where(service => desired.Workloads.All(wanted => wanted.Name != service.Name)).Select(service => Remove(service, desired)),
        ],
        NewFiles = [.. desired.Files.Where(config => held.Files.All(known => known.Name != config.Name))],
        OldFiles = OldFiles(desired, held),
    };

    private static WorkloadChange Change(Workload desired, ObservedWorkload? held)
    {
        if (held is null)
            return new WorkloadChange(desired.Name, WorkloadAction.Create, desired.Wave, ["isn't there"]);
        ImmutableArray<string> reasons = [.. Differences(desired, held)];
        return new WorkloadChange(
            desired.Name, reasons.IsEmpty ? WorkloadAction.Unchanged : WorkloadAction.Update, desired.Wave, reasons);
    }

    private static IEnumerable<string> Differences(Workload desired, ObservedWorkload held)
    {
        if (held.Image != desired.Image)
            yield return $"image {ShortImage(held.Image)} -> {ShortImage(desired.Image)}";
        if (held.Replicas != desired.Replicas)
            yield return $"replicas {held.Replicas} -> {desired.Replicas}";
        foreach (var config in desired.Files.Except(held.Files))
            yield return $"config {config}";
        var spec = held.Labels.GetValueOrDefault(WorkloadLabels.Spec);
        if (spec != desired.SpecHash)
            yield return $"spec {Short(spec)} -> {Short(desired.SpecHash)}";
        else if (desired.Labels.Any(label => held.Labels.GetValueOrDefault(label.Key) != label.Value))
            yield return "labels";
        // The manager takes a spec before its update fails: the same one, sent again, begins the update anew.
        if (held.UpdateHasStopped)
            yield return "its update has stopped";
    }

    private static WorkloadChange Remove(ObservedWorkload held, RenderedRelease desired) =>
        new(held.Name, WorkloadAction.Remove, Math.Max(0, desired.Waves - 1), ["no longer in the stack"]);

    /// <summary>A spec that is replaced now becomes the previous one: its configs stay for a rollback.</summary>
    private static ImmutableArray<ObservedFile> OldFiles(RenderedRelease desired, Observed held)
    {
        var used = desired.Files.Select(config => config.Name)
            .Concat(held.Workloads.SelectMany(service => service.Files.Concat(service.PreviousFiles)))
            .ToHashSet();
        return [.. held.Files.Where(config => !used.Contains(config.Name) && !ReleaseRecord.IsRelease(config))];
    }

    private static string Short(string? hash) => hash is { Length: > 8 } ? hash[..8] : hash ?? "none";

    private static string ShortImage(string image) => image.Split('@') is [var name, var digest]
        ? $"{name.Split('/')[^1]}@{Short(digest["sha256:".Length..])}"
        : image;
}
