using Docker.DotNet;
using Docker.DotNet.NativeHttp;
using Fridge.Tooling.Waiting;

namespace Fridge.Tooling.Engines;

/// <summary>Docker.DotNet over any stream.</summary>
public static class EngineClient
{
    /// <summary>Docker 20.10, Debian bookworm's.</summary>
    public static readonly Version Oldest = new(1, 41);

    private const int Connections = 5;

    /// <summary>For the first question. A Pi 3 that starts its containers takes some seconds.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(20);

    /// <param name="where">For messages: a node's name, <c>this machine</c>.</param>
    /// <exception cref="FridgeException">It does not answer, or is older than API 1.41.</exception>
    public static async Task<IDockerClient> OpenAsync(string where, Func<CancellationToken, ValueTask<Stream>> connect, CancellationToken cancellationToken)
    {
        using var probe = Build(connect, null);
        var ours = probe.Options.ApiVersion;
        var theirs = await AskAsync(where, probe, cancellationToken);
        return theirs < Oldest
            ? throw new FridgeException($"The engine of {where} speaks API {theirs}; at least {Oldest} (Docker 20.10) is needed.", "Install a newer Docker there.")
            : Build(connect, Lower(ours, theirs));
    }

    internal static Version Lower(Version? ours, Version theirs) => ours is null || theirs < ours ? theirs : ours;

    private static async Task<Version> AskAsync(string where, IDockerClient probe, CancellationToken cancellationToken)
    {
        try
        {
            return await TimeLimit.WithinAsync(
                AnswerLimit, TimeProvider.System, async token => Version.Parse((await probe.System.GetVersionAsync(token)).APIVersion), () => Silent(where), cancellationToken);
        }
        catch (Exception reason) when (reason is HttpRequestException or DockerApiException or IOException)
        {
            throw new FridgeException($"The engine of {where} does not answer: {reason.GetBaseException().Message}", "Is dockerd running there? (systemctl status docker)", inner: reason);
        }
    }

    private static FridgeException Silent(string where) => new(
        $"The engine of {where} has not answered within {AnswerLimit.TotalSeconds:0} s.",
        "It hangs: look at journalctl -u docker there; restarting it (systemctl restart docker) heals most.");

    private static DockerClient Build(Func<CancellationToken, ValueTask<Stream>> connect, Version? version)
    {
        DockerClientBuilder builder = new DockerClientBuilder()
            .WithEndpoint(new Uri("http://engine"))
            .WithTimeout(Timeout.InfiniteTimeSpan)
            .WithTransportOptions(new NativeHttpTransportOptions { ConfigureHandler = handler => Configure(handler, connect) });
        return (version is null ? builder : builder.WithApiVersion(version)).Build();
    }

    /// <summary>A connection to a node holds one of its eight channels: few of them, and not for long.</summary>
    private static void Configure(SocketsHttpHandler handler, Func<CancellationToken, ValueTask<Stream>> connect)
    {
        handler.ConnectCallback = async (_, token) => await connect(token);
        handler.MaxConnectionsPerServer = Connections;
        handler.PooledConnectionIdleTimeout = IdleLimit;
        handler.UseProxy = false;
    }
}
