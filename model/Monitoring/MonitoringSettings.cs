using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Model;

/// <summary><c>services.monitoring</c>: a Prometheus of the cluster's own, and a node exporter on every node.</summary>
/// <param name="Node">Which node runs Prometheus and keeps its data; null: the first manager.</param>
/// <param name="Memory">Of Prometheus' whole process: the container's limit.</param>
/// <param name="Retention">Of what it keeps: the oldest goes when there is more.</param>
/// <param name="Interval">How often each process is asked.</param>
/// <param name="Port">The node's; null: the orchestrator's usual one.</param>
public sealed record MonitoringSettings(string? Node, MemorySize Memory, MemorySize Retention, TimeSpan Interval, int? Port)
{
    /// <summary>In its container, on every orchestrator.</summary>
    public const int PrometheusPort = 9090;

    private const int KubernetesPort = 30090;

    public static readonly MemorySize DefaultMemory = MemorySize.Mebibytes(192);

    /// <summary>With three nodes and a job it takes about half; the rest is for who asks it something.</summary>
    public static readonly MemorySize LeastMemory = MemorySize.Mebibytes(128);

    public static readonly MemorySize DefaultRetention = MemorySize.Mebibytes(512);

    /// <summary>What isn't compacted yet, three hours of it, is never taken away.</summary>
    public static readonly MemorySize LeastRetention = MemorySize.Mebibytes(128);

    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(15);

    public static int PortOf(Orchestrator orchestrator) => orchestrator == Orchestrator.Swarm ? PrometheusPort : KubernetesPort;

    /// <summary>Flink's options: each of its processes answers for its own metrics.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> FlinkOptions { get; } =
    [
        new("metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"),
        new("metrics.reporter.prom.port", MonitoringServices.FlinkPort.ToString(CultureInfo.InvariantCulture)),
    ];
}
