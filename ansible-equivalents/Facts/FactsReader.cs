using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.Facts;

/// <summary>Reads every fact of the named nodes: one exec each, a few nodes at a time.</summary>
internal sealed class FactsReader(INodeSessions sessions, TimeProvider time)
{
    private const int NodesAtOnce = 16;

    private static readonly string Script = FactScript.Compose(StageList.Facts);

    public async Task<ImmutableArray<NodeReadings>> ReadAsync(IEnumerable<string> nodes, CancellationToken cancellationToken)
    {
        using var room = new SemaphoreSlim(NodesAtOnce);
        return [.. await Task.WhenAll(nodes.Distinct().Select(async node =>
        {
            await room.WaitAsync(cancellationToken);
            try
            {
                return await ReadAsync(node, cancellationToken);
            }
            finally
            {
                room.Release();
            }
        }))];
    }

    private async Task<NodeReadings> ReadAsync(string node, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(node, cancellationToken);
        var began = time.GetUtcNow();
        var result = await session.ExecAsync(RemoteCommand.Shell(ShellText.Trusted(Script)) with { AsRoot = true }, cancellationToken);
        return new NodeReadings(node, began + ((time.GetUtcNow() - began) / 2), FactSections.Parse(result.StandardOutput));
    }
}
