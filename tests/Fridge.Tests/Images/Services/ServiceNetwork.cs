using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fridge.Tests.Images.Services;

/// <summary>A network of this machine's engine, gone with the test.</summary>
internal sealed class ServiceNetwork(IDockerClient engine, string name) : IAsyncDisposable
{
    public string Name => name;

    public static async Task<ServiceNetwork> CreateAsync(IDockerClient engine, string name, CancellationToken cancellationToken)
    {
        await engine.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name }, cancellationToken);
        return new ServiceNetwork(engine, name);
    }

    public async ValueTask DisposeAsync() => await engine.Networks.DeleteNetworkAsync(name, CancellationToken.None);
}
