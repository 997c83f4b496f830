using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Logs;

/// <summary>What a workload's pods wrote, each by its own kubelet through the API server; of those that were started again, the run before too.</summary>
internal sealed class PodLogs(IKubernetesApi api, KubernetesNodes nodes, string space, string cluster, TimeProvider time)
{
    private const int LinesAhead = 256;

    public async IAsyncEnumerable<LogLine> ReadAsync(string workload, LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = Channel.CreateBounded<LogLine>(LinesAhead);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAllAsync(workload, request, lines.Writer, end.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
                yield return line;
            await reading;
        }
        finally
        {
            await end.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAllAsync(string workload, LogRequest request, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await (request.Follow ? FollowAsync(workload, request, lines, cancellationToken) : OnceAsync(workload, request, lines, cancellationToken));
        }
        catch (Exception e)
        {
            failure = e;
        }

        lines.Complete(failure);
    }

    private async Task OnceAsync(string workload, LogRequest request, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var pods = await api.GetAsync<V1PodList>(Pods(workload), cancellationToken);
        foreach (var pod in pods.Items)
        {
            if (RunsOf(pod) > 0)
                await CopyAsync(workload, pod, RunsOf(pod) - 1, previous: true, request, lines, cancellationToken);
            await CopyAsync(workload, pod, RunsOf(pod), previous: false, request, lines, cancellationToken);
        }
    }

    /// <summary>Also those that come meanwhile, and each run that begins.</summary>
    private async Task FollowAsync(string workload, LogRequest request, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var followed = new ConcurrentDictionary<string, Task>();
        var isFirst = true;
        await foreach (var pods in new ListWatch<V1Pod, V1PodList>(api, Pods(workload), time).SnapshotsAsync(list => list.Items, cancellationToken))
        {
            foreach (var pod in pods.Where(HasBegun))
            {
                // What began before is followed from where it was read to; what begins now from its first line.
                var asked = isFirst ? request : request with { Tail = null, Since = null };
                _ = followed.GetOrAdd($"{pod.Metadata.Uid}#{RunsOf(pod)}", _ => CopyAsync(workload, pod, RunsOf(pod), previous: false, asked, lines, cancellationToken));
            }

            isFirst = false;
        }
    }

    private async Task CopyAsync(
        string workload, V1Pod pod, int run, bool previous, LogRequest request, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var node = pod.Spec.NodeName is { Length: > 0 } name ? nodes.NameOf(name) : "";
        try
        {
            await using var stream = await api.FollowAsync(Path(pod, previous, request), cancellationToken);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (Parse(workload, node, PodInstances.Id(pod, run), line) is var parsed && !(parsed.At < request.Since))
                    await lines.WriteAsync(parsed, cancellationToken);
            }
        }
        catch (KubernetesRefusedException refusal) when (refusal.IsBadRequest || refusal.IsNotFound)
        {
            // It has written nothing yet, or nothing of that run is kept, or it is gone.
        }
        catch (Exception e) when (e is FridgeException or HttpRequestException or IOException)
        {
            await lines.WriteAsync(new LogLine(workload, node, $"(its log ends here: {e.GetBaseException().Message})"), cancellationToken);
        }
    }

    /// <summary>A line begins with its time and a blank.</summary>
    internal static LogLine Parse(string workload, string node, string instance, string line) =>
        line.IndexOf(' ') is > 0 and var blank && DateTimeOffset.TryParse(line[..blank], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new LogLine(workload, node, line[(blank + 1)..]) { At = at, Instance = instance }
            : new LogLine(workload, node, line) { Instance = instance };

    private string Path(V1Pod pod, bool previous, LogRequest request)
    {
        var query = new StringBuilder($"container={Uri.EscapeDataString(PodTemplate.Main(pod.Spec).Name)}&timestamps=true");
        if (previous)
            query.Append("&previous=true");
        if (request.Follow)
            query.Append("&follow=true");
        if (request.Tail is { } tail)
            query.Append(CultureInfo.InvariantCulture, $"&tailLines={tail}");
        if (request.Since is { } since)
            query.Append("&sinceTime=").Append(Uri.EscapeDataString(since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return $"/api/v1/namespaces/{space}/pods/{pod.Metadata.Name}/log?{query}";
    }

    private string Pods(string workload) =>
        $"/api/v1/namespaces/{space}/pods?labelSelector={Uri.EscapeDataString($"{ObjectLabels.Of(cluster)},{ObjectLabels.Name}={workload}")}";

    private static int RunsOf(V1Pod pod) => PodInstances.StatusOf(pod, PodTemplate.Main(pod.Spec).Name)?.RestartCount ?? 0;

    private static bool HasBegun(V1Pod pod) => PodInstances.StatusOf(pod, PodTemplate.Main(pod.Spec).Name)?.State is { } state && (state.Running ?? (object?)state.Terminated) is not null;
}
