using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Rollout.Kubernetes.Api;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>An object of a release as the API takes it. Pure.</summary>
internal static class DesiredObject
{
    /// <summary>In the order in which they are applied: what belongs to no workload, then the workloads of the waves up to this one.</summary>
    public static ImmutableArray<JsonObject> AllOf(RenderedRelease release, int throughWave) =>
    [
        .. release.FrameObjects().Concat(release.Workloads.Where(workload => workload.Wave <= throughWave).Select(workload => workload.Definition))
            .Select(definition => JsonSerializer.SerializeToNode(definition)!.AsObject()),
    ];

    public static GroupKind KindOf(JsonObject desired) => GroupKind.Of((string)desired["apiVersion"]!, (string)desired["kind"]!);

    public static string NameOf(JsonObject desired) => (string)desired["metadata"]!["name"]!;
}
