using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Fridge.Tooling.Waiting;

namespace Fridge.Rollout.Engines;

/// <summary>A node's engine pulls an image, and tells how far it is.</summary>
/// <param name="login">Null: the registry asks nobody, or knows the node by its certificate.</param>
internal sealed class EnginePull(PullLogin? login, TimeProvider time)
{
    /// <exception cref="FridgeException">It stood still for too long, or the engine can't.</exception>
    public async Task RunAsync(IDockerClient engine, NodeImage image, TimeSpan still, IReport report, CancellationToken cancellationToken)
    {
        if (await TimeLimit.WithinAsync(still, time, token => engine.HasImageAsync(image.Image, token), () => Failed(image, "its engine doesn't answer", null), cancellationToken))
            return;
        using var item = report.Begin($"{image.Node}: pull {image.Image.Split('@')[0].Split('/')[^1]}");
        using var stalled = new CancellationTokenSource(still, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellationToken);
        var layers = new Layers(item, () => stalled.CancelAfter(still));
        try
        {
            await engine.Images.CreateImageAsync(Parameters(image.Image), Login, layers, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(image, $"it stood still for {still.TotalMinutes:0.#} min, after {layers.Done >> 20} of {layers.Total >> 20} MiB", null);
        }
        catch (DockerApiException refusal)
        {
            throw Failed(image, EngineRefusal.Words(refusal), refusal);
        }

        if (layers.Error is { } error)
            throw Failed(image, error, null);
    }

    private AuthConfig? Login => login is null ? null : new AuthConfig { ServerAddress = login.Registry, Username = login.User, Password = login.Password.Reveal() };

    /// <summary>A digest is asked for as the engine's own command line does.</summary>
    private static ImagesCreateParameters Parameters(string image) => image.Split('@') is [var name, var digest]
        ? new ImagesCreateParameters { FromImage = name, Tag = digest }
        : new ImagesCreateParameters { FromImage = image };

    private static FridgeException Failed(NodeImage image, string why, Exception? inner) => new(
        $"{image.Node} can't pull {image.Image}: {why.TrimEnd('.')}.",
        "./build.sh Push sends what the registry lacks, ./build.sh Provision renews the node's trust in it; limits.pull says how long a pull may stand still.", inner: inner);

    /// <summary>The sum over layers of what has arrived; whatever moves is a sign of life.</summary>
    private sealed class Layers(IProgressItem item, Action alive) : IProgress<JSONMessage>
    {
        private readonly Dictionary<string, (long Done, long Total)> layers = [];

        public long Done => layers.Values.Sum(layer => layer.Done);

        public long Total => layers.Values.Sum(layer => layer.Total);

        public string? Error { get; private set; }

        public void Report(JSONMessage value)
        {
            alive();
            if (value.Error is { } error)
                Error = error.Message ?? "the engine says no more";
            if (value.ID is not { Length: > 0 } id)
                return;
            if (value is { Status: "Downloading", Progress: { Total: > 0 and var total, Current: { } current } })
                layers[id] = (current, total);
            else if (value.Status is "Download complete" or "Verifying Checksum" && layers.TryGetValue(id, out var layer))
                layers[id] = (layer.Total, layer.Total);
            item.Report(Done, Total);
        }
    }
}
