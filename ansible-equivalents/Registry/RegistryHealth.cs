using Fridge.Clusters;
using Fridge.Tooling.Nodes;

namespace Fridge.Provisioning.Registry;

/// <summary>Waits until the registry answers <c>GET /v2/</c> with a certificate of its CA.</summary>
internal sealed class RegistryHealth(TimeProvider time)
{
    // Emulated it answers after 1 to 2 s; a Pi under load gets more.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async Task AwaitAsync(NodeSession manager, string authority, CancellationToken cancellationToken)
    {
        using var registry = RegistryConnection.Open(manager, authority);
        var until = time.GetUtcNow() + Limit;
        while (await AskAsync(registry, cancellationToken) is { } failure)
        {
            if (time.GetUtcNow() > until)
                throw new FridgeException(
                    $"The registry {WellKnown.Registry} on {manager.Node} doesn't answer after {Limit.TotalSeconds:0} s: {failure}",
                    $"Look at its log, on {manager.Node}: docker logs {RegistryFacts.Container}");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Null: it answers as it should.</summary>
    private static async Task<string?> AskAsync(HttpClient registry, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await registry.GetAsync("/v2/", cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"GET /v2/ gave {(int)answer.StatusCode}";
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or FridgeException)
        {
            return failure.InnerException?.Message ?? failure.Message;
        }
    }
}
