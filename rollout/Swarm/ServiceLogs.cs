using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;
using Fridge.Tooling.Streams;

namespace Fridge.Rollout.Swarm;

/// <summary>What a service wrote on all nodes, through the manager's engine.</summary>
/// <param name="open">An engine; true: for what is followed, where nothing comes until something is written.</param>
internal sealed class ServiceLogs(Func<bool, CancellationToken, Task<IDockerClient>> open, string stack)
{
    private const string NodeDetail = "com.docker.swarm.node.id=";
    private const string TaskDetail = "com.docker.swarm.task.id=";

    public async IAsyncEnumerable<LogLine> ReadAsync(
        string service, LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var nodes = await SwarmNodes.NamesAsync(await open(false, cancellationToken), cancellationToken);
        var engine = await open(request.Follow, cancellationToken);
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
        var pipe = new Pipe();
        var copying = CopyAsync(engine, service, parameters, pipe.Writer, cancellationToken);
        using var reader = new StreamReader(pipe.Reader.AsStream(), Encoding.UTF8);
        await foreach (var line in CappedText.LinesAsync(reader, CappedText.Line, cancellationToken))
            yield return Parse(service, line, nodes);
        if (await copying is { } reason)
            yield return new LogLine(service, "", $"(its logs end here, and may lack those of some nodes: {reason})");
    }

    /// <returns>Why there may be more than what was read: a node that hangs keeps its manager waiting, or the manager says that it is away. Null: that is all.</returns>
    private async Task<string?> CopyAsync(IDockerClient engine, string service, ServiceLogsParameters parameters, PipeWriter writer, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            using var stream = await engine.Swarm.GetServiceLogsAsync($"{stack}_{service}", false, parameters, cancellationToken);
            await using var target = writer.AsStream(leaveOpen: true);
            await stream.CopyOutputToAsync(Stream.Null, target, target, cancellationToken);
            return null;
        }
        catch (Exception e) when (e is FridgeException or DockerApiException or HttpRequestException or IOException)
        {
            return e.GetBaseException().Message;
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
        {
            return new LogLine(service, "", line);
        }

        return new LogLine(service, nodes.GetValueOrDefault(node, node), parts.Length > 2 ? parts[2] : "") { At = at, Instance = Detail(parts[1], TaskDetail) };
    }

    private static string? Detail(string details, string name) =>
        details.Split(',').FirstOrDefault(detail => detail.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
