using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>Deployments, StatefulSets and DaemonSets of a cluster as workloads.</summary>
internal static class WorkloadReader
{
    /// <summary>A label that no node has: what a DaemonSet asks for while it is stopped.</summary>
    public const string Stopped = "fridge.dev/stopped";

    public static async Task<ImmutableArray<ObservedWorkload>> ReadAsync(IKubernetesApi api, string space, string selector, CancellationToken cancellationToken)
    {
        var root = $"/apis/apps/v1/namespaces/{space}";
        var query = $"?labelSelector={Uri.EscapeDataString(selector)}";
        var deployments = api.GetAsync<V1DeploymentList>($"{root}/deployments{query}", cancellationToken);
        var sets = api.GetAsync<V1StatefulSetList>($"{root}/statefulsets{query}", cancellationToken);
        var daemons = api.GetAsync<V1DaemonSetList>($"{root}/daemonsets{query}", cancellationToken);
        return
        [
            .. (await deployments).Items.Select(Of).Concat((await sets).Items.Select(Of)).Concat((await daemons).Items.Select(Of))
                .OrderBy(workload => workload.Name, StringComparer.Ordinal),
        ];
    }

    internal static ObservedWorkload Of(V1Deployment deployment)
    {
        var (spec, status) = (deployment.Spec, deployment.Status);
        return Of(deployment.Metadata, spec.Template, spec.Replicas ?? 1) with
        {
            Update = Update(deployment.Metadata, status?.ObservedGeneration, (status?.UpdatedReplicas ?? 0) < (spec.Replicas ?? 1) || (status?.Replicas ?? 0) > (status?.UpdatedReplicas ?? 0)),
            UpdateMessage = status?.Conditions?.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" })?.Message,
        };
    }

    internal static ObservedWorkload Of(V1StatefulSet set) => Of(set.Metadata, set.Spec.Template, set.Spec.Replicas ?? 1) with
    {
        Update = Update(set.Metadata, set.Status?.ObservedGeneration, (set.Spec.Replicas ?? 1) > 0 && set.Status?.UpdateRevision != set.Status?.CurrentRevision),
    };

    /// <summary>How many it is meant to have is the number of its nodes, which its annotation says.</summary>
    internal static ObservedWorkload Of(V1DaemonSet set)
    {
        var stopped = set.Spec.Template.Spec.NodeSelector?.ContainsKey(Stopped) == true;
        var wanted = set.Metadata.Annotations?.TryGetValue(WorkloadLabels.Replicas, out var text) == true && int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number : set.Status?.DesiredNumberScheduled ?? 0;
        return Of(set.Metadata, set.Spec.Template, stopped ? 0 : wanted) with
        {
            Update = Update(set.Metadata, set.Status?.ObservedGeneration, (set.Status?.UpdatedNumberScheduled ?? 0) < (set.Status?.DesiredNumberScheduled ?? 0)),
        };
    }

    private static ObservedWorkload Of(V1ObjectMeta metadata, V1PodTemplateSpec template, int replicas) => new()
    {
        Id = metadata.Uid,
        Name = metadata.Name,
        Image = PodTemplate.Main(template.Spec).Image ?? "",
        Replicas = replicas,
        Labels = (metadata.Annotations ?? new Dictionary<string, string>()).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Files = PodTemplate.Files(template.Spec),
        Secrets = PodTemplate.Secrets(template.Spec),
    };

    /// <summary>What the controller hasn't seen yet it can't have done.</summary>
    private static UpdateState Update(V1ObjectMeta metadata, long? seen, bool isOnItsWay) =>
        (seen ?? 0) < (metadata.Generation ?? 0) || isOnItsWay ? UpdateState.Going : UpdateState.Settled;
}
