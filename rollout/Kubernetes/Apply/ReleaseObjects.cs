using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Manifests.Values;
using Fridge.Rollout.Kubernetes.Api;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>A release as objects of the API. Pure.</summary>
internal static class ReleaseObjects
{
    /// <summary>Those that belong to no workload, in the order in which they are applied.</summary>
    public static ImmutableArray<JsonObject> Frame(RenderedRelease release) =>
        [.. (release.Frame["objects"] as Sequence ?? Sequence.Empty).Items.OfType<Mapping>().Select(Json)];

    public static ImmutableArray<JsonObject> Workloads(RenderedRelease release, int throughWave) =>
        [.. release.Workloads.Where(workload => workload.Wave <= throughWave).Select(workload => Json(workload.Definition))];

    public static GroupKind KindOf(JsonObject desired) => GroupKind.Of((string)desired["apiVersion"]!, (string)desired["kind"]!);

    public static string NameOf(JsonObject desired) => (string)desired["metadata"]!["name"]!;

    private static JsonObject Json(Mapping mapping) => JsonSerializer.SerializeToNode(mapping)!.AsObject();
}
