using System.Collections.Immutable;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Kubernetes.Images;

/// <summary>A node whose kubelet has a Docker engine below it is asked by that engine, any other by pods.</summary>
/// <param name="read">The nodes, as the API server knows them.</param>
/// <param name="engines">Null: no session to a node is to be had.</param>
internal sealed class ImagesByRuntime(Func<CancellationToken, Task<KubernetesNodes>> read, INodeImages? engines, INodeImages pods) : INodeImages
{
    private const string Docker = "docker://";

    public async Task PullAsync(NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken) =>
        await (await OfAsync(image.Node, cancellationToken)).PullAsync(image, still, report, cancellationToken);

    public async Task<TrialResult> TryJavaAsync(JavaTrial trial, TimeSpan limit, CancellationToken cancellationToken) =>
        await (await OfAsync(trial.Node, cancellationToken)).TryJavaAsync(trial, limit, cancellationToken);

    public async Task RecordClassesAsync(ImmutableArray<ClassRecording> recordings, TimeSpan limit, CancellationToken cancellationToken)
    {
        var nodes = await read(cancellationToken);
        var byWay = recordings.ToLookup(recording => Of(nodes, recording.Node));
        foreach (var way in byWay)
            await way.Key.RecordClassesAsync([.. way], limit, cancellationToken);
    }

    private async Task<INodeImages> OfAsync(string node, CancellationToken cancellationToken) => Of(await read(cancellationToken), node);

    private INodeImages Of(KubernetesNodes nodes, string name) =>
        engines is not null && nodes.Find(name)?.Status?.NodeInfo?.ContainerRuntimeVersion?.StartsWith(Docker, StringComparison.Ordinal) == true ? engines : pods;
}
