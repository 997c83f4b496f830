using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Swarm;

/// <summary>What a service wrote on all nodes, through the manager's engine.</summary>
internal sealed class ServiceLogs(Func<CancellationToken, Task<IDockerClient>> open, string stack)
{
    private const string NodeDetail = "com.docker.swarm.node.id=";

    public async IAsyncEnumerable<LogLine> ReadAsync(
        string service, int tail, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var engine = await open(cancellationToken);
        var nodes = await SwarmNodes.NamesAsync(engine, cancellationToken);
        var parameters = new ServiceLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Details = true,
            Follow = follow,
            Tail = tail.ToString(CultureInfo.InvariantCulture),
        };
        using var stream = await engine.Swarm.GetServiceLogsAsync($"{stack}_{service}", false, parameters, cancellationToken);
        var pipe = new Pipe();
        var copying = CopyAsync(stream, pipe.Writer, cancellationToken);
        using var reader = new StreamReader(pipe.Reader.AsStream(), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return Parse(service, line, nodes);
        await copying;
    }

    private static async Task CopyAsync(MultiplexedStream stream, PipeWriter writer, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await using var target = writer.AsStream(leaveOpen: true);
            await stream.CopyOutputToAsync(Stream.Null, target, target, cancellationToken);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            await writer.CompleteAsync(failure);
        }
    }

    /// <summary>With details, a line begins with <c>key=value,key=value</c> and a blank.</summary>
    private static LogLine Parse(string service, string line, IReadOnlyDictionary<string, string> nodes)
    {
        var parts = line.Split(' ', 2);
        var id = parts[0].Split(',').FirstOrDefault(detail => detail.StartsWith(NodeDetail, StringComparison.Ordinal))?[NodeDetail.Length..];
        return id is null
            ? new LogLine(service, "", line)
            : new LogLine(service, nodes.GetValueOrDefault(id, id), parts.Length > 1 ? parts[1] : "");
    }
}
