using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>
/// Frees the disk of what no manifest names any more. The registry is stopped for that moment: while it runs it could take a
/// blob for present that the collection is about to remove.
/// </summary>
internal sealed class RegistryCollector(IDockerClient engine)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The registry's container as it would collect: same image, same volume, no port, no restart.</summary>
    internal static CreateContainerParameters Container(CreateContainerParameters registry) => new()
    {
        Name = $"{registry.Name}-collect",
        Image = registry.Image,
        Platform = registry.Platform,
        Cmd = ["garbage-collect", "--delete-untagged", "/etc/docker/registry/config.yml"],
        HostConfig = new HostConfig
        {
            Binds = registry.HostConfig!.Binds,
            NetworkMode = "none",
            ReadonlyRootfs = true,
            CapDrop = registry.HostConfig.CapDrop,
            SecurityOpt = registry.HostConfig.SecurityOpt,
        },
    };

    /// <param name="registry">As it was created. It runs again when this returns, however this ends.</param>
    /// <exception cref="FridgeException">The collection failed: what services use is untouched.</exception>
    public async Task CollectAsync(CreateContainerParameters registry, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Containers.StopContainerAsync(registry.Name!, new ContainerStopParameters(), cancellationToken);
            await RunAsync(Container(registry), cancellationToken);
        }
        catch (DockerApiException refusal)
        {
            throw Failed($"the engine refused it: {refusal.ResponseBody?.Trim() ?? refusal.Message}", refusal);
        }
        finally
        {
            await engine.Containers.StartContainerAsync(registry.Name!, new ContainerStartParameters(), CancellationToken.None);
        }
    }

    private async Task RunAsync(CreateContainerParameters collector, CancellationToken cancellationToken)
    {
        await RegistryContainers.RemoveAsync(engine, collector.Name!, cancellationToken);
        var container = await engine.Containers.CreateContainerAsync(collector, cancellationToken);
        try
        {
            await engine.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), cancellationToken);
            await AwaitAsync(container.ID, cancellationToken);
        }
        finally
        {
            await RegistryContainers.RemoveAsync(engine, collector.Name!, CancellationToken.None);
        }
    }

    private async Task AwaitAsync(string container, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var end = await engine.Containers.WaitContainerAsync(container, limit.Token);
        if (end.StatusCode != 0) throw Failed($"docker-registry garbage-collect ended with {end.StatusCode}", inner: null);
    }

    private static FridgeException Failed(string why, Exception? inner) => new(
        $"The registry's disk could not be freed: {why}.",
        "What services use is untouched. Is the disk of the first manager full or read-only? The next rollout that replaces an image tries again.",
        inner: inner);
}
