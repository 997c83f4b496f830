using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fridge.Nodes;
using Fridge.Tooling.Waiting;

namespace Fridge.Provisioning.Facts;

/// <summary>Reads facts of nodes: one exec each. Neither a fact nor a node can hang it.</summary>
internal sealed class FactsReader(INodeSessions sessions, TimeProvider time)
{
    /// <summary>For all facts of a node together; what isn't read by then is late.</summary>
    private static readonly TimeSpan LimitOnTheNode = TimeSpan.FromMinutes(2);

    /// <summary>Ours, for a node that doesn't even end what is late.</summary>
    private static readonly TimeSpan Limit = LimitOnTheNode + TimeSpan.FromSeconds(30);

    private static readonly RemoteCommand Script =
        new("sh", "-s", "--", LimitOnTheNode.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "fridge-facts") { AsRoot = true };

    /// <param name="facts">What to read, by the node's name.</param>
    /// <exception cref="FridgeException">A node is out of reach, or has not said its facts within the limit.</exception>
    public async Task<ImmutableArray<NodeReadings>> ReadAsync(
        IEnumerable<string> nodes, Func<string, IEnumerable<Fact>> facts, CancellationToken cancellationToken)
    {
        return await FanOut.Short.RunAsync(nodes.Distinct(), (node, token) => ReadAsync(node, [.. facts(node)], token), cancellationToken);
    }

    private async Task<NodeReadings> ReadAsync(string node, ImmutableArray<Fact> asked, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(node, cancellationToken);
        var began = time.GetUtcNow();
        var result = await ExecAsync(session, FactScript.Compose(asked), cancellationToken);
        return NodeReadings.Of(node, began + ((time.GetUtcNow() - began) / 2), result.StandardOutput, asked);
    }

    private async Task<RemoteResult> ExecAsync(NodeSession session, string script, CancellationToken cancellationToken)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(script));
        return await TimeLimit.WithinAsync(
            Limit,
            time,
            token => session.ExecAsync(Script, token, input),
            () => new FridgeException($"{session.Node} has not said its facts within {Limit.TotalSeconds:0} seconds.",
                $"Look at {session.Node} itself: is it overloaded, or does a disk or network mount hang? `dmesg` and `ps -eo stat,cmd | grep ^D` tell; a reboot heals most."),
            cancellationToken);
    }
}
