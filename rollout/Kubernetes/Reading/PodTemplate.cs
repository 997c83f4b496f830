using System.Collections.Immutable;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>What a pod, or the template of one, names.</summary>
internal static class PodTemplate
{
    /// <summary>The workload's own: the others stand by.</summary>
    public static V1Container Main(V1PodSpec spec) => spec.Containers[0];

    /// <summary>Names of ConfigMaps.</summary>
    public static ImmutableArray<string> Files(V1PodSpec? spec) =>
    [
        .. Volumes(spec).Select(volume => volume.ConfigMap?.Name).Concat(Projected(spec).Select(source => source.ConfigMap?.Name)).OfType<string>().Distinct(),
    ];

    /// <summary>Names of Secrets.</summary>
    public static ImmutableArray<string> Secrets(V1PodSpec? spec) =>
    [
        .. Volumes(spec).Select(volume => volume.Secret?.SecretName).Concat(Projected(spec).Select(source => source.Secret?.Name)).OfType<string>().Distinct(),
    ];

    private static IEnumerable<V1Volume> Volumes(V1PodSpec? spec) => spec?.Volumes ?? [];

    private static IEnumerable<V1VolumeProjection> Projected(V1PodSpec? spec) => Volumes(spec).SelectMany(volume => volume.Projected?.Sources ?? []);
}
