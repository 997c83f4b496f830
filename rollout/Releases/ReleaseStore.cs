using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Releases;

/// <summary>Releases as Swarm configs of the stack: whoever may deploy can read them, and they go with the stack.</summary>
public sealed class ReleaseStore(IDockerClient engine, string stack, TimeProvider time)
{
    private const int Kept = 5;

    /// <returns>The release's id.</returns>
    public async Task<string> BeginAsync(RenderedRelease desired, string by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var text = desired.Compose();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..6];
        var id = $"{now:yyyyMMddHHmmss}-{hash}";
        await WriteAsync(id, "intent", new ReleaseIntent(now, by, text), cancellationToken);
        return id;
    }

    public Task FinishAsync(string id, CancellationToken cancellationToken) =>
        WriteAsync(id, "result", new ReleaseResult(time.GetUtcNow(), "done"), cancellationToken);

    /// <summary>Removes all but the last few.</summary>
    public async Task PruneAsync(Observed held, CancellationToken cancellationToken)
    {
        var kept = ReleaseRecord.Of(held).Take(Kept).Select(release => release.Id).ToHashSet();
        foreach (var config in held.Files.Where(ReleaseRecord.IsRelease).Where(config => !kept.Contains(config.Labels[ReleaseRecord.Label])))
            await engine.Configs.RemoveConfigAsync(config.Id, cancellationToken);
    }

    private Task WriteAsync<T>(string id, string part, T content, CancellationToken cancellationToken) =>
        engine.Configs.CreateConfigAsync(
            new SwarmCreateConfigParameters
            {
                Config = new SwarmConfigSpec
                {
                    Name = $"{stack}_release-{id}-{part}",
                    Data = JsonSerializer.SerializeToUtf8Bytes(content),
                    Labels = new Dictionary<string, string>
                    {
                        [StackFilter.Label] = stack,
                        [ReleaseRecord.Label] = id,
                        [ReleaseRecord.PartLabel] = part,
                    },
                },
            },
            cancellationToken);
}
