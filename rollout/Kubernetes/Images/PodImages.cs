using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;
using Fridge.Tooling.Waiting;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Images;

/// <summary>What a node does with an image, had by pods: the same whatever runs its containers, and without a session to it.</summary>
/// <param name="read">The nodes, as the API server knows them.</param>
internal sealed class PodImages(
    Func<CancellationToken, Task<IKubernetesApi>> open, Func<CancellationToken, Task<KubernetesNodes>> read, KubernetesAccess access, string cluster, TimeProvider time, IReport report) : INodeImages
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan RemovalLimit = TimeSpan.FromMinutes(2);

    /// <summary>A container's state before its image is there.</summary>
    private static readonly ImmutableHashSet<string> BeforeIt = ["ContainerCreating", "PodInitializing"];

    private static readonly ImmutableHashSet<string> CannotPull = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable"];

    /// <summary>A kubelet doesn't tell how far it is, so the limit is of the whole.</summary>
    public async Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken)
    {
        using var item = report.Begin($"{image.Node}: pull {image.Image.Split('@')[0].Split('/')[^1]}", unit: ProgressUnit.Steps);
        var pod = TrialPod.Pull(await NodeAsync(image.Node, cancellationToken), image.Image, access, cluster);
        var words = await RunAsync(pod, still, PulledOrNot, cancellationToken) ?? $"not in {still.TotalMinutes:0.#} min";
        if (words.Length > 0)
        {
            throw new FridgeException(
                $"{image.Node} can't pull {image.Image}: {words.TrimEnd('.')}.", "Is it in the registry that its nodes know? limits.pull says how long a pull may take.");
        }
    }

    public async Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken)
    {
        var pod = TrialPod.StartJava(await NodeAsync(trial.Node, cancellationToken), trial.Image, access, cluster);
        return await RunAsync(pod, limit, EndAsync, cancellationToken)
            ?? new TrialResult(ExitStatus: 124, [$"It has not ended in {limit.TotalMinutes:0.#} min."]);
    }

    /// <summary>An archive of classes lies on the node itself, where a pod has no business to write.</summary>
    public Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken)
    {
        report.Info($"{string.Join(", ", recordings.Select(recording => recording.Node))}: no Flink classes are recorded without an engine of their own, so JVMs start slower there");
        return Task.CompletedTask;
    }

    /// <returns>Null at the limit.</returns>
    private async Task<T?> RunAsync<T>(JsonObject pod, TimeSpan limit, Func<IKubernetesApi, V1Pod, CancellationToken, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var api = await open(cancellationToken);
        await new ClusterParts(api, access, cluster).Namespace.EnsureAsync(cancellationToken);
        await RemoveAsync(api, pod, cancellationToken); // What a run that was killed may have left.
        try
        {
            await api.SendAsync<JsonObject>(ApiRequest.Create($"/api/v1/namespaces/{access.Namespace}/pods", pod), cancellationToken);
            return await new Poll(limit, Pause, time).TryUntilAsync(
                async token => await ask(api, await api.GetAsync<V1Pod>(PathOf(pod), token), token), cancellationToken);
        }
        finally
        {
            using var soon = new CancellationTokenSource(RemovalLimit, time);
            await RemoveAsync(api, pod, soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RemoveAsync(IKubernetesApi api, JsonObject pod, CancellationToken cancellationToken) => await new Poll(RemovalLimit, Pause, time).UntilAsync(
        async token =>
        {
            if (await api.TryGetAsync<V1Pod>(PathOf(pod), token) is not { } there)
                return true;
            await api.DeleteAsync(PathOf(pod), there.Metadata.Uid, token);
            return false;
        },
        () => new FridgeException($"The pod {TrialPod.NameOf(pod)} of an earlier run doesn't go away.", $"kubectl --namespace {access.Namespace} describe pod {TrialPod.NameOf(pod)} says why."),
        cancellationToken);

    private string PathOf(JsonObject pod) => $"/api/v1/namespaces/{access.Namespace}/pods/{TrialPod.NameOf(pod)}";

    /// <returns>Empty: it is there. Null: not yet.</returns>
    private static Task<string?> PulledOrNot(IKubernetesApi api, V1Pod pod, CancellationToken cancellationToken)
    {
        var state = PodInstances.StatusOf(pod, TrialPod.Container)?.State;
        return Task.FromResult(
            state?.Waiting is { } waiting && CannotPull.Contains(waiting.Reason) ? waiting.Message ?? waiting.Reason
            : pod.Status?.Phase == "Failed" && state?.Terminated is null ? pod.Status.Message ?? pod.Status.Reason ?? "its pod failed"
            : state is null || (state.Waiting is { } wait && (wait.Reason is null || BeforeIt.Contains(wait.Reason))) ? null
            : "");
    }

    private async Task<TrialResult?> EndAsync(IKubernetesApi api, V1Pod pod, CancellationToken cancellationToken)
    {
        if (PodInstances.StatusOf(pod, TrialPod.Container)?.State is { Waiting: { } waiting } && CannotPull.Contains(waiting.Reason))
            throw new FridgeException($"{pod.Spec.NodeName} can't pull {pod.Spec.Containers[0].Image}: {waiting.Message ?? waiting.Reason}", "./build.sh Push sends what the registry lacks.");
        if (pod.Status?.Phase is not ("Succeeded" or "Failed"))
            return null;
        var end = PodInstances.StatusOf(pod, TrialPod.Container)?.State?.Terminated;
        return new TrialResult(end?.ExitCode ?? 1, end is null ? [pod.Status.Message ?? "its pod failed"] : await LinesAsync(api, pod, cancellationToken));
    }

    private async Task<ImmutableArray<string>> LinesAsync(IKubernetesApi api, V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await api.FollowAsync($"/api/v1/namespaces/{access.Namespace}/pods/{pod.Metadata.Name}/log", cancellationToken);
            using var reader = new StreamReader(stream);
            return [.. (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (FridgeException unread)
        {
            return [$"its log can't be read: {unread.Message}"];
        }
    }

    private async Task<string> NodeAsync(string name, CancellationToken cancellationToken) =>
        (await read(cancellationToken)).Find(name)?.Metadata.Name ?? throw new FridgeException($"The Kubernetes of {cluster} has no node {name}.", "./build.sh Status shows the nodes it has.");
}
