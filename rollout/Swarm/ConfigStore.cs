using System.Collections.Immutable;
using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Swarm;

/// <summary>The stack's configs through the Engine API: files that its services name, and records, which go with the stack.</summary>
internal sealed class ConfigStore(IDockerClient engine, string stack)
{
    /// <summary>Label of a record's config: which release it is about.</summary>
    public const string ReleaseLabel = "fridge.release";

    /// <summary>Label of a record's config: <c>intent</c> or <c>result</c>.</summary>
    public const string PartLabel = "fridge.release.part";

    /// <summary>What an engine of any supported version takes (swarmkit, MaxConfigSize: 500 KB before 23.0, 1000 KiB since).</summary>
    private const int MostBytes = 500 * 1000;

    /// <summary>Digits that make a list of configs sort by number.</summary>
    private const int Digits = 6;

    /// <summary>A config of that name has that content: its name says so.</summary>
    public async Task CreateAsync(ReleaseFile file, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(file.Name, file.Content, ImmutableDictionary<string, string>.Empty, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            // It came in the meantime, from a run that was interrupted after it.
        }
    }

    public async Task StoreAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        var name = $"{stack}_release-{record.Release.PadLeft(Digits, '0')}-{record.Part}";
        if (Encoding.UTF8.GetByteCount(record.Content) is > MostBytes and var bytes)
        {
            throw new FridgeException(
                $"The record {name} has {bytes} bytes; a Swarm config holds {MostBytes}.", "The stack is too large for one release: move services to a cluster file of their own.");
        }

        var labels = ImmutableDictionary<string, string>.Empty.Add(ReleaseLabel, record.Release).Add(PartLabel, record.Part);
        try
        {
            await WriteAsync(name, record.Content, labels, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            throw new FridgeException($"{name} exists already: somebody else is changing {stack}.", "Run the same command again.", inner: e);
        }
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => engine.Configs.RemoveConfigAsync(id, cancellationToken);

    private Task WriteAsync(string name, string content, ImmutableDictionary<string, string> labels, CancellationToken cancellationToken) =>
        engine.Configs.CreateConfigAsync(
            new SwarmCreateConfigParameters
            {
                Config = new SwarmConfigSpec
                {
                    Name = name,
                    Data = Encoding.UTF8.GetBytes(content),
                    Labels = labels.Add(WorkloadLabels.Stack, stack).ToDictionary(),
                },
            },
            cancellationToken);
}
