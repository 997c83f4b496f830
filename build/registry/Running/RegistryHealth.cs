using Fridge.Model;
using Fridge.Nodes;
using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;
using Fridge.Tooling.Waiting;

namespace Fridge.Registry.Running;

/// <summary>Waits until the registry answers at both its doors with a certificate of its CA.</summary>
internal sealed class RegistryHealth(TimeProvider time)
{
    // Emulated it answers after 1 to 2 s; a Pi under load gets more.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <param name="identity">The writer's: both doors take it.</param>
    public async Task AwaitAsync(NodeSession manager, string authority, CertificatePair identity, CancellationToken cancellationToken)
    {
        foreach (var door in new[] { RegistryEndpoint.Writing, RegistryEndpoint.Reading })
        {
            using var registry = door.Open(manager, authority, identity);
            var failure = "it is silent";
            await new Poll(Limit, Pause, time).UntilAsync(
                async token => await AskAsync(registry, token) is not { } found || (failure = found) is null,
                () => new FridgeException(
                    $"The registry {WellKnown.Registry} on {manager.Node} doesn't answer at port {door.Port} after {Limit.TotalSeconds:0} s: {failure}",
                    $"Look at its log, on {manager.Node}: docker logs {door.Container}"),
                cancellationToken);
        }
    }

    /// <summary>Null: it answers as it should.</summary>
    private static async Task<string?> AskAsync(OciRegistryClient registry, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.IsUpAsync(cancellationToken) ? null : "it answers with an error";
        }
        catch (FridgeException failure)
        {
            return failure.Message;
        }
    }
}
