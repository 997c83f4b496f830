using System.Text.Json;
using Fridge.Testing;
using Shouldly;

namespace Fridge.EndToEnd;

/// <summary>A cluster's Prometheus, past the product: asked from one of its nodes, since nobody else reaches it.</summary>
/// <param name="container">The virtual Pi that asks.</param>
public sealed class PrometheusView(string container, string address, int port)
{
    /// <summary>Three times the interval, a start under an emulator and a job that begins anew.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>The job runs, each node tells of itself, and there is every metric that a rule or a dashboard asks for.</summary>
    public async Task ShouldSeeJobAndNodesAsync(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
        await Eventually.BecomesAsync("Prometheus says how long the job runs", Limit, _ => ValuesAsync("flink_jobmanager_job_uptime", "job_name"), jobs => jobs is ["taxi"], cancellationToken);
        await Eventually.BecomesAsync("Prometheus has each node's metrics", Limit, _ => ValuesAsync("node_uname_info", "nodename"), names => names.SequenceEqual(nodes), cancellationToken);
        var asked = AskedMetrics.Of(Clone.Source());
        (await Eventually.BecomesAsync("Prometheus has all that rules and dashboards ask for", Limit,
            async _ => asked.Keys.Except(AskedMetrics.OfBoardsAlone).Except(await NamesAsync()).Select(name => $"{name} ({asked[name]})").Order().ToList(),
            lacking => lacking.Count == 0, cancellationToken)).ShouldBeEmpty();
    }

    /// <summary>A label's values of what is more than nothing now.</summary>
    private async Task<IReadOnlyList<string>> ValuesAsync(string metric, string label) =>
    [
        .. (await AskAsync($"/api/v1/query?query={metric}%3E0")).GetProperty("result").EnumerateArray()
            .Select(series => series.GetProperty("metric").GetProperty(label).GetString()!).Order(StringComparer.Ordinal),
    ];

    private async Task<IEnumerable<string>> NamesAsync() => (await AskAsync("/api/v1/label/__name__/values")).EnumerateArray().Select(name => name.GetString()!);

    private async Task<JsonElement> AskAsync(string path)
    {
        var said = await Shelf.DockerAsync("exec", container, "timeout", "20", "bash", "-c",
            $"exec 3<>/dev/tcp/{address}/{port} && printf %b 'GET {path} HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3");
        return said.Split("\r\n\r\n", 2) is [var head, var body] && head.Contains(" 200 ", StringComparison.Ordinal)
            ? JsonDocument.Parse(body).RootElement.GetProperty("data").Clone()
            : throw new InvalidOperationException($"Prometheus answers {said}");
    }
}
