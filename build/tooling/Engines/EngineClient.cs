using Docker.DotNet;
using Docker.DotNet.NativeHttp;

namespace Fridge.Tooling.Engines;

/// <summary>Docker.DotNet over any stream.</summary>
public static class EngineClient
{
    /// <summary>Docker 20.10, Debian bookworm's.</summary>
    public static readonly Version Oldest = new(1, 41);

    private const int Connections = 5;

    /// <summary>Without a byte from it or to it. A Pi 3 that starts its containers takes some seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(20);

    /// <summary>A client whose waits all end: the engine may be silent for a minute, before an answer or in the middle of one, and no longer.</summary>
    /// <param name="where">For messages: a node's name, <c>this machine</c>.</param>
    /// <exception cref="FridgeException">It does not answer, or is older than API 1.41.</exception>
    public static Task<IDockerClient> OpenAsync(string where, Func<CancellationToken, ValueTask<Stream>> connect, CancellationToken cancellationToken) =>
        OpenAsync(where, connect, Silence, TimeProvider.System, cancellationToken);

    /// <summary>As <see cref="OpenAsync(string, Func{CancellationToken, ValueTask{Stream}}, CancellationToken)"/>, for what is silent until something happens: once it has told its version it may be silent for ever.</summary>
    public static Task<IDockerClient> OpenFollowingAsync(string where, Func<CancellationToken, ValueTask<Stream>> connect, CancellationToken cancellationToken) =>
        OpenAsync(where, connect, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    internal static async Task<IDockerClient> OpenAsync(
        string where, Func<CancellationToken, ValueTask<Stream>> connect, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        using var probe = Build(Limited(silence == Timeout.InfiniteTimeSpan ? Silence : silence), null);
        var ours = probe.Options.ApiVersion;
        var theirs = await AskAsync(where, probe, cancellationToken);
        return theirs < Oldest
            ? throw new FridgeException($"The engine of {where} speaks API {theirs}; at least {Oldest} (Docker 20.10) is needed.", "Install a newer Docker there.")
            : Build(silence == Timeout.InfiniteTimeSpan ? connect : Limited(silence), Lower(ours, theirs));

        Func<CancellationToken, ValueTask<Stream>> Limited(TimeSpan limit) =>
            async token => new SilenceLimit(await connect(token), limit, time, () => Silent(where, limit));
    }

    internal static Version Lower(Version? ours, Version theirs) => ours is null || theirs < ours ? theirs : ours;

    private static async Task<Version> AskAsync(string where, IDockerClient probe, CancellationToken cancellationToken)
    {
        try
        {
            return Version.Parse((await probe.System.GetVersionAsync(cancellationToken)).APIVersion);
        }
        catch (Exception reason) when (reason is HttpRequestException or DockerApiException or IOException)
        {
            throw Known(reason) ?? new FridgeException($"The engine of {where} does not answer: {reason.GetBaseException().Message}", "Is dockerd running there? (systemctl status docker)", inner: reason);
        }
    }

    /// <summary>What the way to the engine says about itself, such as that the connection to its node was lost.</summary>
    private static FridgeException? Known(Exception? reason) => reason is null or FridgeException ? reason as FridgeException : Known(reason.InnerException);

    private static FridgeException Silent(string where, TimeSpan limit) => new(
        $"The engine of {where} has been silent for {limit.TotalSeconds:0} s.",
        "It hangs: look at journalctl -u docker there; restarting it (systemctl restart docker) usually helps.");

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
