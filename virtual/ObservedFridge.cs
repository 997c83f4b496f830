using System.Collections.Immutable;

namespace Fridge.Virtual;

/// <summary>The containers of a virtual fridge as one query to the engine found them.</summary>
internal sealed record ObservedFridge(ImmutableArray<ObservedPi> Pis)
{
    /// <summary>The <c>--format</c> of <c>docker container ls</c> that <see cref="Parse"/> reads.</summary>
    public static readonly string Format = string.Join('\t',
        "{{.Names}}", "{{.State}}", $"{{{{.Label \"{VirtualNames.NodeLabel}\"}}}}", $"{{{{.Label \"{VirtualNames.SpecLabel}\"}}}}",
        $"{{{{.Label \"{VirtualNames.FileLabel}\"}}}}");

    public static ImmutableArray<string> Query(string cluster) =>
    [
        "container", "ls", "--all", "--no-trunc",
        "--filter", $"label={VirtualNames.Label(VirtualNames.ClusterLabel, cluster)}",
        "--format", Format,
    ];

    public static async Task<ObservedFridge> ReadAsync(PiEngine engine, string cluster, CancellationToken cancellationToken) =>
        Parse(await engine.RunAsync(cancellationToken, Query(cluster)));

    public static ObservedFridge Parse(string output) => new(
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(fields => new ObservedPi(fields[0], fields[1], fields[2], fields[3], fields[4])),
    ]);
}

/// <param name="State">The engine's word: created, running, paused, restarting, exited, dead.</param>
/// <param name="File">Of the cluster file that it was made from; empty: by a Fridge that didn't say.</param>
internal sealed record ObservedPi(string Container, string State, string Node, string SpecHash, string File = "");
