using System.Globalization;
using System.Text;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Nodes;

namespace Fridge.Rollout.Swarm;

/// <summary>The manager's own <c>docker stack</c> and <c>docker service</c>: a laptop's newer docker must not matter to a Pi's older one.</summary>
internal static class StackCommand
{
    /// <summary>The CLI that first knows (and by default wants) <c>stack deploy --detach</c>.</summary>
    private const int DetachSince = 26;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>It asks the engine several things for each service, on a manager that may be starting containers.</summary>
    private static readonly TimeSpan DeployLimit = TimeSpan.FromMinutes(5);

    /// <param name="clientVersion">Of the manager's CLI: <c>20.10.24</c>.</param>
    /// <param name="prune">Remove services that the text doesn't name: only with the last wave.</param>
    public static RemoteCommand Deploy(string stack, string clientVersion, bool prune) => RemoteCommand.Docker(
        DeployLimit,
        [
            "stack", "deploy", "--compose-file", "-", "--resolve-image", "never",
            .. Detach(clientVersion),
            .. prune ? new[] { "--prune" } : [],
            stack,
        ]);

    public static RemoteCommand Remove(string stack) => RemoteCommand.Docker(Limit, "stack", "rm", stack);

    public static RemoteCommand Scale(string stack, IEnumerable<(string Service, int Replicas)> services) => RemoteCommand.Docker(
        Limit, ["service", "scale", "--detach", .. services.Select(service => $"{stack}_{service.Service}={service.Replicas}")]);

    public static RemoteCommand ClientVersion => RemoteCommand.Docker(Limit, "version", "--format", "{{.Client.Version}}");

    internal static async Task DeployAsync(
        NodeSession manager, RenderedRelease release, int throughWave, string clientVersion, CancellationToken cancellationToken)
    {
        var last = throughWave == release.Waves - 1;
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(release.Compose(throughWave)));
        await manager.ExecAsync(Deploy(release.Name, clientVersion, last), cancellationToken, text);
    }

    private static IEnumerable<string> Detach(string clientVersion) =>
        int.TryParse(clientVersion.Split('.')[0], CultureInfo.InvariantCulture, out var major) && major >= DetachSince
            ? ["--detach=true"]
            : [];
}
