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

    /// <summary>Within it a shelf that has got power is up: a Pi 3 takes 60 to 90 s to sshd, with a file system to be checked longer.</summary>
    private static readonly TimeSpan BootTime = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly RemoteCommand Script =
        new("sh", "-s", "--", LimitOnTheNode.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "fridge-facts") { AsRoot = true };

    /// <param name="facts">What to read, by the node's name.</param>
    /// <exception cref="FridgeException">Nodes are out of reach, or have not said their facts within the limit: all of them are named.</exception>
    public async Task<ImmutableArray<NodeReadings>> ReadAsync(
        IEnumerable<string> nodes, Func<string, IEnumerable<Fact>> facts, CancellationToken cancellationToken)
    {
        return await FanOut.Short.RunAsync(nodes.Distinct(), (node, token) => ReadAsync(node, [.. facts(node)], token), cancellationToken);
    }

    /// <summary>The same; but where the power has just come back, as the others' uptime says, nodes that don't answer yet are waited for, by name.</summary>
    public async Task<ImmutableArray<NodeReadings>> ReadBootingAsync(
        IEnumerable<string> nodes, Func<string, IEnumerable<Fact>> facts, IReport report, CancellationToken cancellationToken)
    {
        var tried = await FanOut.Short.RunAsync(nodes.Distinct(), (node, token) => TryAsync(node, facts, token), cancellationToken);
        var silent = tried.Where(one => one.Silent is not null).ToImmutableArray();
        if (silent.IsEmpty || silent.Length == tried.Length || tried.Any(one => one.Failure is not null)) return await AllOrThrowAsync(tried, cancellationToken);
        var uptime = tried.Where(one => one.Readings is not null).Min(one => one.Readings!.Read(SystemFacts.Uptime));
        if (uptime >= BootTime) return await AllOrThrowAsync(tried, cancellationToken);

        report.Info($"The power came back {uptime.TotalSeconds:0} s ago: waiting for {string.Join(", ", silent.Select(one => one.Node))}, at most {(BootTime - uptime).TotalSeconds:0} s.");
        await new Poll(BootTime - uptime, Pause, time).TryUntilAsync(async token =>
        {
            var again = await FanOut.Short.RunAsync(silent.Select(one => one.Node), (node, each) => TryAsync(node, facts, each), token);
            tried = [.. tried.Select(one => again.FirstOrDefault(other => other.Node == one.Node) ?? one)];
            silent = [.. again.Where(one => one.Silent is not null)];
            return silent.IsEmpty;
        }, cancellationToken);
        return await AllOrThrowAsync(tried, cancellationToken);
    }

    private async Task<Tried> TryAsync(string node, Func<string, IEnumerable<Fact>> facts, CancellationToken cancellationToken)
    {
        try
        {
            return new(node, await ReadAsync(node, [.. facts(node)], cancellationToken));
        }
        catch (FridgeException failure)
        {
            return new(node, null, failure);
        }
    }

    private static Task<ImmutableArray<NodeReadings>> AllOrThrowAsync(ImmutableArray<Tried> tried, CancellationToken cancellationToken) =>
        FanOut.Short.RunAsync(tried, (one, _) => one.Readings is { } readings ? Task.FromResult(readings) : Task.FromException<NodeReadings>(one.Error!), cancellationToken);

    private sealed record Tried(string Node, NodeReadings? Readings, FridgeException? Error = null)
    {
        public NodeSilentException? Silent => Error as NodeSilentException;

        public FridgeException? Failure => Silent is null ? Error : null;
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
            () => new FridgeException($"The facts of {session.Node} did not arrive within {Limit.TotalSeconds:0} seconds.",
                $"Look at {session.Node} itself: is it overloaded, or does a disk or network mount hang? `dmesg` and `ps -eo stat,cmd | grep ^D` tell; a reboot usually helps."),
            cancellationToken);
    }
}
