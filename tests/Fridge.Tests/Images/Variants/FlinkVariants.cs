using Docker.DotNet;
using Fridge.Images.Plan;
using Fridge.Testing;
using Fridge.Tooling.Engines;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Images.Variants;

/// <summary>The variants of Flink's ARMv7 image on this machine's engine; what is started on it is gone with this.</summary>
public sealed class FlinkVariants : IAsyncLifetime
{
    /// <summary>Emulated JVMs start sooner without C2.</summary>
    private static readonly string[] Emulated = ["--platform", "linux/arm/v7", "--env", "JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1", "--tmpfs", "/tmp"];

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);

    private readonly ProcessRunner processes = new();
    private readonly List<string> containers = [];
    private readonly Dictionary<(ImageVariant, string), string> tags = [];
    private LocalDocker docker = null!;
    private IDockerClient engine = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>For containers that are to find each other.</summary>
    public string Network { get; } = $"fridge-test-{Guid.NewGuid():N}"[..24];

    public async ValueTask InitializeAsync()
    {
        docker = (await new HostProbe(processes, hasTerminal: false).ProbeAsync(Cancelled)).Docker;
        engine = await LocalEngine.OpenAsync(Cancelled);
        await DockerAsync("network", "create", Network);
    }

    /// <summary>Runs a command to its end, without a network.</summary>
    public async Task<ProcessResult> RunAsync(ImageVariant variant, IEnumerable<string> options, params string[] command)
    {
        var image = await LoadAsync(variant, "flink");
        return await processes.TryRunAsync(
            docker.Command(["run", "--rm", "--network", "none", .. Emulated, .. options, image, .. command]) with { TimeLimit = TimeSpan.FromMinutes(3) },
            cancellationToken: Cancelled);
    }

    /// <summary>Starts a container of the network, by its name there.</summary>
    public Task<string> StartAsync(ImageVariant variant, string name, IEnumerable<string> options, params string[] command) =>
        StartAsync(variant, "flink", name, options, command);

    /// <summary>The same, of the taxi job's image.</summary>
    public Task<string> StartJobAsync(ImageVariant variant, string name, IEnumerable<string> options, params string[] command) =>
        StartAsync(variant, "job-taxi", name, options, command);

    private async Task<string> StartAsync(ImageVariant variant, string repository, string name, IEnumerable<string> options, string[] command)
    {
        var container = $"{Network}-{name}";
        var image = await LoadAsync(variant, repository);
        containers.Add(container);
        await DockerAsync(
            ["run", "--detach", "--name", container, "--hostname", name, "--network", Network, "--network-alias", name, .. Emulated, .. options, image, .. command]);
        return container;
    }

    /// <summary>A line for the container's shell.</summary>
    public Task<ProcessResult> ShellAsync(string container, string line) => DockerAsync("exec", container, "sh", "-c", line);

    /// <summary>Asks in the container until its Flink answers: two emulated JVMs by Flink's own scripts take minutes where other tests run beside them.</summary>
    public Task<ProcessResult> AnswersAsync(string container, string what, string line) =>
        Eventually.BecomesAsync(
            what, StartLimit, token => processes.TryRunAsync(docker.Command("exec", container, "timeout", "10", "sh", "-c", line) with { TimeLimit = StartLimit }, cancellationToken: token),
            answer => answer.ExitCode == 0, Cancelled);

    public Task<ProcessResult> DockerAsync(params string[] arguments) =>
        processes.RunAsync(docker.Command(arguments) with { TimeLimit = TimeSpan.FromMinutes(5) }, cancellationToken: Cancelled);

    /// <summary>Ends what a test has started: an emulated JVM that idles takes a tenth of a processor from the next test.</summary>
    public async Task RemoveContainersAsync()
    {
        await processes.TryRunAsync(docker.Command(["rm", "--force", "--volumes", .. containers.DefaultIfEmpty("none")]), cancellationToken: CancellationToken.None);
        containers.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await processes.TryRunAsync(docker.Command("network", "rm", Network), cancellationToken: CancellationToken.None);
        foreach (var tag in tags.Values)
        {
            await EngineImages.RemoveAsync(engine, tag);
        }

        engine.Dispose();
    }

    private async Task<string> LoadAsync(ImageVariant variant, string repository)
    {
        if (!tags.TryGetValue((variant, repository), out var tag))
        {
            tags[(variant, repository)] = tag = await EngineImages.LoadAsync(engine, await BuiltImages.OneAsync(repository, variant), Cancelled);
        }

        return tag;
    }
}
