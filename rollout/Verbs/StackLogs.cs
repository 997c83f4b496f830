using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

/// <summary>What the stack's services wrote, from all nodes, through the manager's engine.</summary>
public sealed class StackLogs(IDockerClient engine, string stack)
{
    private const string NodeDetail = "com.docker.swarm.node.id=";

    /// <param name="service">Null: all.</param>
    /// <param name="tail">Lines of each service to begin with.</param>
    /// <exception cref="FridgeException">No such service, or no stack.</exception>
    public async IAsyncEnumerable<LogLine> FollowAsync(
        string? service, int tail, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var held = await StackReader.ReadAsync(engine, stack, cancellationToken);
        var nodes = await TaskReader.NodeNamesAsync(engine, cancellationToken);
        var lines = Channel.CreateBounded<LogLine>(256);
        var readers = Chosen(held, service).Select(chosen => ReadAsync(chosen, tail, follow, nodes, lines.Writer, cancellationToken));
        var all = CloseAfterAsync(Task.WhenAll(readers.ToList()), lines.Writer);
        await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            yield return line;
        await all;
    }

    public async Task<IReadOnlyList<LogLine>> TailAsync(string service, int tail, CancellationToken cancellationToken)
    {
        List<LogLine> lines = [];
        await foreach (var line in FollowAsync(service, tail, follow: false, cancellationToken))
            lines.Add(line);
        return [.. lines.TakeLast(tail)];
    }

    private IEnumerable<ObservedWorkload> Chosen(Observed held, string? service)
    {
        var chosen = held.Workloads.Where(candidate => service is null || candidate.Name == service).ToList();
        if (chosen.Count > 0)
            return chosen;
        var known = string.Join(", ", held.Workloads.Select(candidate => candidate.Name).DefaultIfEmpty("none"));
        throw new FridgeException(
            service is null ? $"{stack} has no services." : $"{stack} has no service '{service}'; there are: {known}.",
            "./build.sh Deploy makes the stack.");
    }

    private async Task ReadAsync(
        ObservedWorkload service, int tail, bool follow, IReadOnlyDictionary<string, string> nodes, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var parameters = new ServiceLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Details = true,
            Follow = follow,
            Tail = tail.ToString(CultureInfo.InvariantCulture),
        };
        using var stream = await engine.Swarm.GetServiceLogsAsync(service.Id, false, parameters, cancellationToken);
        var pipe = new Pipe();
        var copying = CopyAsync(stream, pipe.Writer, cancellationToken);
        using var reader = new StreamReader(pipe.Reader.AsStream(), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            await lines.WriteAsync(Parse(service.Name, line, nodes), cancellationToken);
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

    private static async Task CloseAfterAsync(Task reading, ChannelWriter<LogLine> lines)
    {
        Exception? failure = null;
        try
        {
            await reading;
        }
        catch (Exception e)
        {
            failure = e;
        }

        lines.Complete(failure);
    }
}
