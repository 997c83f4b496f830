using System.Collections.Immutable;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Plan;

/// <summary>Desired against held. Pure.</summary>
public static class RolloutPlanner
{
    public static RolloutPlan Plan(RenderedStack desired, ClusterState held) => new()
    {
        Desired = desired,
        Services =
        [
            .. desired.Services.Select(service => Change(service, held.Find(service.Name))),
            .. held.Services.Where(service => desired.Services.All(wanted => wanted.Name != service.Name)).Select(service => Remove(service, desired)),
        ],
        NewConfigs = [.. desired.Configs.Where(config => held.Configs.All(known => known.Name != config.Name))],
        OldConfigs = OldConfigs(desired, held),
    };

    private static ServiceChange Change(RenderedService desired, DeployedService? held)
    {
        if (held is null)
            return new ServiceChange(desired.Name, ServiceAction.Create, desired.Wave, ["isn't there"]);
        ImmutableArray<string> reasons = [.. Differences(desired, held)];
        return new ServiceChange(
            desired.Name, reasons.IsEmpty ? ServiceAction.Unchanged : ServiceAction.Update, desired.Wave, reasons);
    }

    private static IEnumerable<string> Differences(RenderedService desired, DeployedService held)
    {
        if (held.Image != desired.Image)
            yield return $"image {ShortImage(held.Image)} -> {ShortImage(desired.Image)}";
        if (held.Replicas != desired.Replicas)
            yield return $"replicas {held.Replicas} -> {desired.Replicas}";
        foreach (var config in desired.Configs.Except(held.Configs))
            yield return $"config {config}";
        var spec = held.Labels.GetValueOrDefault(StackLabels.Spec);
        if (spec != desired.SpecHash)
            yield return $"spec {Short(spec)} -> {Short(desired.SpecHash)}";
        else if (desired.Labels.Any(label => held.Labels.GetValueOrDefault(label.Key) != label.Value))
            yield return "labels";
        // The manager takes a spec before its update fails: the same one, sent again, begins the update anew.
        if (held.UpdateHasStopped)
            yield return "its update has stopped";
    }

    private static ServiceChange Remove(DeployedService held, RenderedStack desired) =>
        new(held.Name, ServiceAction.Remove, Math.Max(0, desired.Waves - 1), ["no longer in the stack"]);

    /// <summary>A spec that is replaced now becomes the previous one: its configs stay for a rollback.</summary>
    private static ImmutableArray<DeployedConfig> OldConfigs(RenderedStack desired, ClusterState held)
    {
        var used = desired.Configs.Select(config => config.Name)
            .Concat(held.Services.SelectMany(service => service.Configs.Concat(service.PreviousConfigs)))
            .ToHashSet();
        return [.. held.Configs.Where(config => !used.Contains(config.Name) && !ReleaseRecord.IsRelease(config))];
    }

    private static string Short(string? hash) => hash is { Length: > 8 } ? hash[..8] : hash ?? "none";

    private static string ShortImage(string image) => image.Split('@') is [var name, var digest]
        ? $"{name.Split('/')[^1]}@{Short(digest["sha256:".Length..])}"
        : image;
}
