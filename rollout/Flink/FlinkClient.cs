using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fridge.Nodes;
using Fridge.Tooling;

namespace Fridge.Rollout.Flink;

/// <summary>
/// Flink's REST as far as Fridge uses it
/// (https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/ops/rest_api/). It has no authentication: it is reached
/// through the manager's session, so nothing but the nodes needs to be let in.
/// </summary>
public sealed class FlinkClient(HttpClient http) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { RespectRequiredConstructorParameters = true };

    /// <param name="port">The UI port of the node.</param>
    /// <param name="host">As the node itself reaches it.</param>
    public static FlinkClient Through(NodeSession manager, int port, string host = "127.0.0.1")
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
                await manager.Transport.DialAsync(host, port, cancellationToken),
            MaxConnectionsPerServer = 2,
            UseProxy = false,
        };
        return new FlinkClient(new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://{host}:{port}/"),
            Timeout = TimeSpan.FromSeconds(10),
        });
    }

    public Task<FlinkOverview> OverviewAsync(CancellationToken cancellationToken) =>
        GetAsync<FlinkOverview>("overview", cancellationToken);

    public async Task<IReadOnlyList<FlinkJobSummary>> JobsAsync(CancellationToken cancellationToken) =>
        (await GetAsync<FlinkJobs>("jobs/overview", cancellationToken)).Jobs;

    /// <returns>Null: this JobManager knows no such job (yet).</returns>
    public Task<FlinkJob?> JobAsync(string id, CancellationToken cancellationToken) =>
        TryGetAsync<FlinkJob>($"jobs/{id}", cancellationToken);

    public Task<FlinkCheckpoints?> CheckpointsAsync(string job, CancellationToken cancellationToken) =>
        TryGetAsync<FlinkCheckpoints>($"jobs/{job}/checkpoints", cancellationToken);

    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<FlinkException>> ExceptionsAsync(string job, CancellationToken cancellationToken) =>
        (await TryGetAsync<FlinkExceptions>($"jobs/{job}/exceptions", cancellationToken))?.History.Entries ?? [];

    public async Task<IReadOnlyList<FlinkTaskManager>> TaskManagersAsync(CancellationToken cancellationToken) =>
        (await GetAsync<FlinkTaskManagers>("taskmanagers", cancellationToken)).TaskManagers;

    public Task<IReadOnlyList<FlinkSetting>> JobManagerConfigAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<FlinkSetting>>("jobmanager/config", cancellationToken);

    public Task<FlinkEnvironment> JobManagerEnvironmentAsync(CancellationToken cancellationToken) =>
        GetAsync<FlinkEnvironment>("jobmanager/environment", cancellationToken);

    /// <param name="names">With the subtask before the name: <c>0.counts.status</c>.</param>
    public async Task<IReadOnlyList<FlinkMetric>> MetricsAsync(
        string job, string vertex, IEnumerable<string> names, CancellationToken cancellationToken) =>
        await TryGetAsync<IReadOnlyList<FlinkMetric>>(
            $"jobs/{job}/vertices/{vertex}/metrics?get={string.Join(',', names.Select(Uri.EscapeDataString))}", cancellationToken) ?? [];

    /// <returns>All that the vertex measures, with the subtask before the name; none before Flink has fetched them.</returns>
    public async Task<IReadOnlyList<string>> MetricNamesAsync(string job, string vertex, CancellationToken cancellationToken) =>
        [.. (await TryGetAsync<IReadOnlyList<FlinkMetric>>($"jobs/{job}/vertices/{vertex}/metrics", cancellationToken) ?? []).Select(metric => metric.Id)];

    public void Dispose() => http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class =>
        await TryGetAsync<T>(path, cancellationToken) ?? throw new FlinkUnavailableException($"Flink's REST has no /{path}.");

    private async Task<T?> TryGetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await http.GetAsync(path, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new FlinkUnavailableException($"Flink's REST gave an answer to /{path} that Fridge can't read: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FlinkUnavailableException($"Flink's REST took more than {http.Timeout.TotalSeconds:0} s for /{path}.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FridgeException)
        {
            throw new FlinkUnavailableException($"Flink's REST doesn't answer /{path}: {e.Message}", e);
        }
    }
}
