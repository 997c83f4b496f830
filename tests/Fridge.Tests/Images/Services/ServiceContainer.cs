using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>
/// A service's ARMv7 image on this machine's engine, with no more rights than a cluster would give it. It is healthy when the engine
/// finds it so by the image's probe, as Swarm does.
/// </summary>
internal sealed class ServiceContainer(IDockerClient engine, string name, string tag, ServiceNetwork? own) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="network">Null: one of its own.</param>
    public static async Task<ServiceContainer> StartAsync(ServiceSpec spec, ServiceNetwork? network = null)
    {
        var engine = await LocalEngine.OpenAsync(Cancelled);
        var (name, tag) = ($"fridge-test-{Guid.NewGuid():N}"[..24], await EngineImages.LoadAsync(engine, await BuiltImages.OneAsync(spec.Image), Cancelled));
        var own = network is null ? await ServiceNetwork.CreateAsync(engine, name, Cancelled) : null;
        var container = new ServiceContainer(engine, name, tag, own);
        await engine.Containers.CreateContainerAsync(Parameters(spec, name, tag, (network ?? own)!.Name), Cancelled);
        await engine.Containers.StartContainerAsync(name, new ContainerStartParameters(), Cancelled);
        return container;
    }

    public Task HealthyAsync() => Eventually.BecomesAsync(
        $"{name} is healthy", Limit, StateAsync, state => state == "healthy", Cancelled, Pause);

    public Task RestartAsync() => engine.Containers.RestartContainerAsync(name, new ContainerRestartParameters(), Cancelled);

    public Task StopAsync() => engine.Containers.StopContainerAsync(name, new ContainerStopParameters(), Cancelled);

    /// <summary>What the machine shows of its processes: arguments included.</summary>
    public async Task<string> ProcessesAsync()
    {
        var listed = await engine.Containers.ListProcessesAsync(name, new ContainerListProcessesParameters { PsArgs = "-ef" }, Cancelled);
        return string.Join('\n', listed.Processes!.Select(process => string.Join(' ', process)));
    }

    /// <summary>An HTTP client whose every host is the container.</summary>
    public HttpClient Http(int port) =>
        new(new SocketsHttpHandler { ConnectCallback = async (_, _) => await DialAsync(port) }) { BaseAddress = new Uri("http://service") };

    public async Task<Stream> DialAsync(int port) => await Dial.OnceAsync(new IPEndPoint(await AddressAsync(), port), Cancelled);

    public async ValueTask DisposeAsync()
    {
        await engine.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        await (own?.DisposeAsync() ?? ValueTask.CompletedTask);
        var left = await engine.Volumes.ListAsync(CancellationToken.None);
        if (left.Volumes?.Any(volume => volume.Name == name) == true)
        {
            await engine.Volumes.RemoveAsync(name, force: true, CancellationToken.None);
        }

        await EngineImages.RemoveAsync(engine, tag);
        engine.Dispose();
    }

    private static CreateContainerParameters Parameters(ServiceSpec spec, string name, string tag, string network) => new()
    {
        Name = name,
        Image = tag,
        Platform = NodeArchitecture.Armv7.OciPlatform(),
        Cmd = [.. spec.Command],
        Healthcheck = new HealthcheckConfig { Test = ["CMD", "/usr/bin/probe", .. spec.Probe.Split(' ')], Interval = Pause, Timeout = TimeSpan.FromSeconds(10), Retries = 1 },
        HostConfig = new HostConfig
        {
            Binds = [.. spec.State is null ? [] : new[] { $"{name}:{spec.State}" }, .. spec.Binds],
            NetworkMode = network,
            ReadonlyRootfs = true,
            Tmpfs = new Dictionary<string, string> { ["/tmp"] = "" },
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
        },
        NetworkingConfig = new NetworkingConfig
        {
            EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = spec.Alias is null ? [] : [spec.Alias] } },
        },
    };

    /// <summary><c>healthy</c>, or how it is; one that has ended won't become healthy, and says why.</summary>
    private async Task<string> StateAsync(CancellationToken cancellationToken)
    {
        var state = (await engine.Containers.InspectContainerAsync(name, cancellationToken)).State!;
        return state.Running
            ? state.Health?.Status?.ToString() ?? "without a health check"
            : throw new FridgeException($"{name} ended with {state.ExitCode}:\n{await LogAsync(cancellationToken)}");
    }

    private async Task<IPAddress> AddressAsync() =>
        IPAddress.Parse((await engine.Containers.InspectContainerAsync(name, Cancelled)).NetworkSettings!.Networks!.Values.First().IPAddress!);

    private async Task<string> LogAsync(CancellationToken cancellationToken)
    {
        using var log = await engine.Containers.GetContainerLogsAsync(name, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = "30" }, cancellationToken);
        var (output, errors) = await log.ReadOutputToEndAsync(cancellationToken);
        return output + errors;
    }

}
