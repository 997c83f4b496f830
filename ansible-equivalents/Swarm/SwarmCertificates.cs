using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Tooling.Waiting;

namespace Fridge.Provisioning.Swarm;

/// <summary>
/// Node certificates for years. A life that is only asked for is not enough: the first manager signs its own certificate, and
/// those of the nodes that join at once, for Swarm's default of 90 days (seen with 20.10). Rotating the CA renews all of them.
/// </summary>
internal static class SwarmCertificates
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static async Task RenewAsync(IDockerClient manager, TimeProvider time, CancellationToken cancellationToken)
    {
        var swarm = await manager.Swarm.InspectSwarmAsync(cancellationToken);
        var (spec, version) = (swarm.Spec ?? new Spec(), (long)(swarm.Version?.Index ?? 0));
        spec.CAConfig ??= new CAConfig();
        spec.CAConfig.NodeCertExpiry = SwarmLimits.CertificateLife;
        spec.CAConfig.ForceRotate = (spec.CAConfig.ForceRotate ?? 0) + 1;
        await manager.Swarm.UpdateSwarmAsync(new SwarmUpdateParameters { Spec = spec, Version = version }, cancellationToken);
        await AwaitAsync(manager, time, cancellationToken);
    }

    private static Task AwaitAsync(IDockerClient manager, TimeProvider time, CancellationToken cancellationToken) => new Poll(Limit, Pause, time).UntilAsync(
        async token => !(await manager.Swarm.InspectSwarmAsync(token)).RootRotationInProgress,
        () => new FridgeException($"The swarm's certificates were not renewed within {Limit.TotalMinutes:0} minutes: one of its nodes is down or can't be reached.",
            "See `docker node ls` on the manager, bring the node back, and run the same command again."),
        cancellationToken);
}
