using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Swarm;

/// <summary>What there is of a stack: <c>docker stack rm</c> takes services, configs and secrets, its networks and containers go after them.</summary>
internal static class StackRemains
{
    public static async Task<Remains> ReadAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var observed = await StackReader.ReadAsync(engine, stack, cancellationToken);
        var networks = await engine.Networks.ListNetworksAsync(new NetworksListParameters { Filters = StackFilter.Of(stack) }, cancellationToken);
        var containers = await ContainersAsync(engine, stack, cancellationToken);
        return new Remains(
            [
                .. observed.Workloads.Select(service => $"service {service.Name}"),
                .. observed.Files.Select(config => $"config {config.Name}"),
                .. observed.Secrets.Select(secret => $"secret {secret.Name}"),
                .. observed.Records.Select(record => $"{record.Part} of release {record.Release}"),
            ],
            [
                .. networks.Select(network => $"network {network.Name}"),
                .. containers == 0 ? Array.Empty<string>() : [$"{containers} containers on the manager"],
            ]);
    }

    public static async Task<int> ContainersAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = StackFilter.Of(stack) };
        return (await engine.Containers.ListContainersAsync(parameters, cancellationToken)).Count;
    }
}
