using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Clusters;
using Fridge.Tooling.Engines;
using Fridge.Tooling.Oci;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>A service's ARMv7 image on this machine's engine, on a network of its own, with no more rights than a cluster would give it.</summary>
internal sealed class ServiceContainer(IDockerClient engine, string name) : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="command">Beside the image's own entry point; empty: the image's command.</param>
    /// <param name="folder">Where it keeps its state; null: it keeps none.</param>
    public static async Task<ServiceContainer> StartAsync(string image, IEnumerable<string> command, string? folder, params string[] binds)
    {
        var engine = await LocalEngine.OpenAsync(Cancelled);
        var (name, tag) = ($"fridge-test-{Guid.NewGuid():N}"[..24], await LoadAsync(engine, await BuiltImages.OneAsync(image)));
        var container = new ServiceContainer(engine, name);
        await engine.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name }, Cancelled);
        await engine.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = name,
                Image = tag,
                Platform = NodeArchitecture.ArmV7.OciPlatform(),
                Cmd = [.. command],
                HostConfig = new HostConfig
                {
                    Binds = [.. folder is null ? [] : new[] { $"{name}:{folder}" }, .. binds],
                    NetworkMode = name,
                    ReadonlyRootfs = true,
                    Tmpfs = new Dictionary<string, string> { ["/tmp"] = "" },
                    CapDrop = ["ALL"],
                    SecurityOpt = ["no-new-privileges"],
                },
            },
            Cancelled);
        await engine.Containers.StartContainerAsync(name, new ContainerStartParameters(), Cancelled);
        return container;
    }

    /// <summary>An HTTP client whose every host is the container.</summary>
    public async Task<HttpClient> HttpAsync(int port)
    {
        var address = await AddressAsync();
        return new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, token) => await DialAsync(address, port, token) })
        {
            BaseAddress = new Uri("http://service"),
        };
    }

    public async Task<Stream> DialAsync(int port) => await DialAsync(await AddressAsync(), port, Cancelled);

    public async ValueTask DisposeAsync()
    {
        await engine.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        await engine.Networks.DeleteNetworkAsync(name, CancellationToken.None);
        var left = await engine.Volumes.ListAsync(CancellationToken.None);
        if (left.Volumes?.Any(volume => volume.Name == name) == true)
        {
            await engine.Volumes.RemoveAsync(name, force: true, CancellationToken.None);
        }

        engine.Dispose();
    }

    private async Task<IPAddress> AddressAsync() =>
        IPAddress.Parse((await engine.Containers.InspectContainerAsync(name, Cancelled)).NetworkSettings!.Networks!.Values.First().IPAddress!);

    private static async Task<string> LoadAsync(IDockerClient engine, ImageRecord image)
    {
        var tag = $"fridge-test/{image.Name}:{image.InputHash[..16]}";
        var layout = OciLayout.Open(image.LayoutPath!);
        await using var archive = DockerArchive.Open(layout, layout.For(NodeArchitecture.ArmV7.OciPlatform()), tag);
        await engine.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, new Progress<JSONMessage>(), Cancelled);
        return tag;
    }

    /// <summary>A container runs before its program listens; 30 s at most, emulated.</summary>
    private static async Task<Stream> DialAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (tries < 300)
            {
                socket.Dispose();
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
