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
    private const string TaskDetail = "com.docker.swarm.task.id=";

    public async IAsyncEnumerable<LogLine> ReadAsync(
        string service, LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var engine = await open(cancellationToken);
        var nodes = await SwarmNodes.NamesAsync(engine, cancellationToken);
        var parameters = new ServiceLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Details = true,
            Timestamps = true,
            Follow = request.Follow,
            Tail = request.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all",
            Since = request.Since is { } since ? UnixTime(since) : null,
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

    /// <summary>Seconds with a fraction, as the engine reads it.</summary>
    private static string UnixTime(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.{at.Ticks % TimeSpan.TicksPerSecond:D7}");

    /// <summary>A line begins with its time, a blank, <c>key=value,key=value</c> and a blank.</summary>
    internal static LogLine Parse(string service, string line, IReadOnlyDictionary<string, string> nodes)
    {
        var parts = line.Split(' ', 3);
        if (parts.Length < 2 || !DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || Detail(parts[1], NodeDetail) is not { } node)
            return new LogLine(service, "", line);
        return new LogLine(service, nodes.GetValueOrDefault(node, node), parts.Length > 2 ? parts[2] : "") { At = at, Instance = Detail(parts[1], TaskDetail) };
    }

    private static string? Detail(string details, string name) =>
        details.Split(',').FirstOrDefault(detail => detail.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
