using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Nodes;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Tooling;

namespace Fridge.Rollout.Gates;

/// <summary>
/// The pulls of one rollout, on a few nodes at once: a step of their own before the first wave, since over wireless one may take longer than any
/// gate. Each wave waits for its own. A pull may take as long as it moves. Where one fails, the gate of whatever needs the image says so.
/// </summary>
internal sealed class ImagePulls : IAsyncDisposable
{
    private readonly CancellationTokenSource end;
    private readonly ImmutableDictionary<NodeImage, Task> pulls;

    private ImagePulls(IEnumerable<NodeImage> images, Func<NodeImage, CancellationToken, Task> pull, CancellationToken cancellationToken)
    {
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        pulls = images.ToImmutableDictionary(image => image, image => pull(image, end.Token));
    }

    /// <summary>What a rollout starts anew, on each node that may run it. Pure.</summary>
    public static ImmutableArray<NodeImage> For(RolloutPlan plan) => Of(plan.Started);

    /// <summary>Of workloads: their images on the nodes that may run them.</summary>
    public static ImmutableArray<NodeImage> Of(IEnumerable<Workload> workloads) =>
        [.. workloads.SelectMany(workload => workload.Nodes.Select(node => new NodeImage(node, workload.Image))).Distinct()];

    /// <param name="still">How long one may stand still.</param>
    public static ImagePulls Begin(IOrchestrator orchestrator, IEnumerable<NodeImage> images, TimeSpan still, IReport report, CancellationToken cancellationToken)
    {
        var perNode = images.Select(image => image.Node).Distinct().ToDictionary(node => node, _ => new SemaphoreSlim(1));
        var turns = new SemaphoreSlim(FanOut.Pulls);
        return new(images, PullAsync, cancellationToken);

        // One after another on a node: its card is the bottleneck, and layers that images share come once.
        async Task PullAsync(NodeImage image, CancellationToken token)
        {
            await perNode[image.Node].WaitAsync(token);
            try
            {
                await turns.WaitAsync(token);
                try
                {
                    await orchestrator.PullAsync(image, still, report, token);
                }
                finally
                {
                    turns.Release();
                }
            }
            finally
            {
                perNode[image.Node].Release();
            }
        }
    }

    /// <exception cref="GateFailedException">It can't be pulled.</exception>
    public async Task OfAsync(NodeImage image)
    {
        try
        {
            await (pulls.GetValueOrDefault(image) ?? Task.CompletedTask);
        }
        catch (FridgeException failure)
        {
            throw new GateFailedException(failure.Message, $"Nothing was changed in the stack. {failure.NextStep}") { Evidence = failure.Evidence };
        }
    }

    /// <summary>Until the last of these has ended, well or not; those that nobody pulls are there.</summary>
    public async Task AwaitAsync(IEnumerable<NodeImage> images, IReport report, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            if (!pulls.TryGetValue(image, out var pull)) continue;
            await pull.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).WaitAsync(cancellationToken);
            if (pull.Exception?.InnerException is { } failure) report.Warn($"{image.Node}: {image.Image} is not there yet: {failure.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Task.WhenAll(pulls.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }
}
