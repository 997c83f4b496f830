using System.Globalization;
using System.Text;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Nodes;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling.Processes;

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
    /// <param name="options">More of them.</param>
    public static RemoteCommand Deploy(string stack, string clientVersion, bool prune, params IEnumerable<string> options) => RemoteCommand.Docker(
        DeployLimit,
        [
            "stack", "deploy", "--compose-file", "-", "--resolve-image", "never",
            .. options,
            .. Detach(clientVersion),
            .. prune ? new[] { "--prune" } : [],
            stack,
        ]);

    /// <summary>
    /// The same with a log-in, which the services keep: any node that starts one of them later pulls with it. Docker's client reads log-ins from a
    /// folder and from nowhere else: one in memory, of root's alone, which goes with the command.
    /// </summary>
    /// <param name="compose">The stack's text.</param>
    /// <param name="room">On the node, in memory.</param>
    public static ShellText Deploy(PullLogin login, RemoteCommand deploy, string compose, string room = "/run/fridge") => ShellText.Of($$$$"""
        umask 077
        mkdir -p {{{{room}}}}
        DOCKER_CONFIG=$(mktemp -d {{{{room}}}}/login.XXXXXX) || exit 1
        export DOCKER_CONFIG
        trap 'rm -rf "$DOCKER_CONFIG"' EXIT
        trap 'exit 1' HUP INT TERM
        printf '{"auths":{"%s":{"auth":"%s"}}}' {{{{login.Registry}}}} "$(printf '%s:%s' {{{{login.User}}}} {{{{login.Password}}}} | base64 -w 0)" >"$DOCKER_CONFIG/config.json"
        printf '%s' {{{{compose}}}} | {{{{ShellText.Trusted(deploy.CommandLine())}}}}
        """);

    public static RemoteCommand Remove(string stack) => RemoteCommand.Docker(Limit, "stack", "rm", stack);

    public static RemoteCommand Scale(string stack, IEnumerable<(string Service, int Replicas)> services) => RemoteCommand.Docker(
        Limit, ["service", "scale", "--detach", .. services.Select(service => $"{stack}_{service.Service}={service.Replicas}")]);

    public static RemoteCommand ClientVersion => RemoteCommand.Docker(Limit, "version", "--format", "{{.Client.Version}}");

    internal static async Task DeployAsync(
        NodeSession manager, RenderedRelease release, int throughWave, string clientVersion, PullLogin? login, CancellationToken cancellationToken)
    {
        var (last, compose) = (throughWave == release.Waves - 1, release.Compose(throughWave));
        if (login is not null)
        {
            await manager.ScriptAsync(Deploy(login, Deploy(release.Name, clientVersion, last, "--with-registry-auth"), compose), asRoot: true, cancellationToken);
            return;
        }

        using var text = new MemoryStream(Encoding.UTF8.GetBytes(compose));
        await manager.ExecAsync(Deploy(release.Name, clientVersion, last), cancellationToken, text);
    }

    private static IEnumerable<string> Detach(string clientVersion) =>
        int.TryParse(clientVersion.Split('.')[0], CultureInfo.InvariantCulture, out var major) && major >= DetachSince
            ? ["--detach=true"]
            : [];
}
