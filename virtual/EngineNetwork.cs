using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Fridge.Virtual;

/// <param name="Bridge">Its interface on this machine.</param>
/// <param name="Cluster">The label of the fridge it belongs to; empty: not ours.</param>
internal sealed record EngineNetwork(string Name, string Bridge, string Cluster, ImmutableArray<IPNetwork> Subnets)
{
    /// <summary>What newer clients print for a key that isn't there.</summary>
    private const string NoValue = "<no value>";

    private static readonly string Format = string.Join('\t',
        "{{.Name}}", "{{.Id}}", "{{index .Options \"com.docker.network.bridge.name\"}}", $"{{{{index .Labels \"{VirtualNames.ClusterLabel}\"}}}}",
        "{{range .IPAM.Config}}{{.Subnet}} {{end}}");

    public static async Task<ImmutableArray<EngineNetwork>> AllAsync(PiEngine engine, CancellationToken cancellationToken)
    {
        var ids = await engine.LinesAsync(cancellationToken, "network", "ls", "--quiet");
        var lines = await engine.RunAsync(cancellationToken, ["network", "inspect", "--format", Format, .. ids]);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    public static EngineNetwork Parse(string line)
    {
        var fields = line.Split('\t');
        var bridge = fields[2] is not ("" or NoValue) ? fields[2] : $"br-{fields[1][..Math.Min(12, fields[1].Length)]}";
        var subnets = fields[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPNetwork.Parse(text))
            .Where(subnet => subnet.BaseAddress.AddressFamily == AddressFamily.InterNetwork);
        return new EngineNetwork(fields[0], bridge, fields[3], [.. subnets]);
    }
}
