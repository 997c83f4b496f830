using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Api;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>The images that a Kubernetes runs or may start again by itself, of whatever cluster: pods that aren't over, and what pods are made from.</summary>
internal static class RunningImages
{
    public static async Task<ImmutableSortedSet<string>> ReadAsync(IKubernetesApi api, CancellationToken cancellationToken)
    {
        var pods = api.GetAsync<V1PodList>("/api/v1/pods", cancellationToken);
        var deployments = api.GetAsync<V1DeploymentList>("/apis/apps/v1/deployments", cancellationToken);
        var replicas = api.GetAsync<V1ReplicaSetList>("/apis/apps/v1/replicasets", cancellationToken);
        var sets = api.GetAsync<V1StatefulSetList>("/apis/apps/v1/statefulsets", cancellationToken);
        var daemons = api.GetAsync<V1DaemonSetList>("/apis/apps/v1/daemonsets", cancellationToken);
        var jobs = api.GetAsync<V1JobList>("/apis/batch/v1/jobs", cancellationToken);
        return Of(
            [
                .. (await pods).Items.Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed")).Select(pod => (pod.Metadata, pod.Spec)),
                .. (await deployments).Items.Select(item => (item.Metadata, item.Spec.Template.Spec)),
                .. (await replicas).Items.Select(item => (item.Metadata, item.Spec.Template.Spec)),
                .. (await sets).Items.Select(item => (item.Metadata, item.Spec.Template.Spec)),
                .. (await daemons).Items.Select(item => (item.Metadata, item.Spec.Template.Spec)),
                .. (await jobs).Items.Select(item => (item.Metadata, item.Spec.Template.Spec)),
            ]);
    }

    internal static ImmutableSortedSet<string> Of(IReadOnlyCollection<(V1ObjectMeta Metadata, V1PodSpec Spec)> all) =>
    [
        .. all.SelectMany(one => PromisedImages.References((one.Metadata.Annotations ?? new Dictionary<string, string>()).AsReadOnly())),
        .. all.SelectMany(one => one.Spec.Containers.Concat(one.Spec.InitContainers ?? [])).Select(container => container.Image).OfType<string>(),
    ];
}
