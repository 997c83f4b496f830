using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>This machine's engine, through its command line.</summary>
internal sealed class PiEngine(IProcessRunner processes, LocalDocker docker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="FridgeException">Wrong use: no engine answers, or one whose containers can't be Pis.</exception>
    public static PiEngine Of(HostFacts host, IProcessRunner processes) => host.Engine switch
    {
        null => throw new FridgeException("No engine answers on this machine.", "Type: ./build.sh Host", wrongUse: true),
        { Rootless: true } => throw new FridgeException("This machine's engine runs without root's capabilities; virtual Pis need them.", "Use an engine that runs as root, without userns-remap.", wrongUse: true),
        { Desktop: true } => throw new FridgeException("Docker Desktop keeps its containers' addresses inside a virtual machine, where virtual Pis can't be reached.", "Use the distribution's own docker.io.", wrongUse: true),
        var engine => new PiEngine(processes, engine.Docker),
    };

    public async Task<string> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        (await processes.RunAsync(docker.Command(arguments) with { TimeLimit = Limit }, cancellationToken: cancellationToken)).StandardOutput;

    public Task<ProcessResult> TryRunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        processes.TryRunAsync(docker.Command(arguments) with { TimeLimit = Limit }, cancellationToken: cancellationToken);

    public Task FeedAsync(Stream input, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        processes.RunAsync(docker.Command(arguments) with { TimeLimit = Limit, Input = input }, cancellationToken: cancellationToken);

    public async Task<string[]> LinesAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        (await RunAsync(cancellationToken, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
