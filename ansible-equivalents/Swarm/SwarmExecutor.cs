using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Swarm;

/// <summary>Makes swarm changes through the nodes' own engines: tokens travel in request bodies only.</summary>
internal sealed class SwarmExecutor(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor) : IStageExecutor
{
    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        ThrowIfSilent(cluster);
        foreach (var form in changes.OfType<FormSwarm>()) await FormAsync(form, held, cancellationToken);
        var leader = await EngineAsync(Leader(cluster), cancellationToken);
        // Managers one after another, so that the majority always stands; workers at once.
        foreach (var join in changes.OfType<JoinSwarm>().Where(join => join.AsManager)) await JoinAsync(leader, join, held, cancellationToken);
        await FanOut.Short.RunAsync(changes.OfType<JoinSwarm>().Where(join => !join.AsManager), (join, token) => JoinAsync(leader, join, held, token), cancellationToken);
        foreach (var lengthen in changes.OfType<LengthenCertificates>()) await LengthenAsync(leader, lengthen, held, cancellationToken);
        foreach (var label in changes.OfType<LabelNode>()) await LabelAsync(cluster, leader, label, held, cancellationToken);
        foreach (var former in changes.OfType<ForgetFormerSelf>()) await ForgetAsync(leader, former, held, cancellationToken);
    }

    /// <summary>The stages before this one started every engine. One that is silent now may be in any swarm, even lead this one.</summary>
    private static void ThrowIfSilent(ClusterView cluster)
    {
        if (SwarmState.Silent(cluster).FirstOrDefault() is { } silent)
        {
            throw new FridgeException($"The engine of {silent.Name} doesn't answer, so its swarm is unknown and none is formed or joined.",
                $"See `systemctl status docker` and `journalctl -u docker` on {silent.Name}; a rerun continues from here.");
        }
    }

    private static string Leader(ClusterView cluster) => SwarmState.Read(cluster).Leader?.Name ?? cluster.FirstManager.Name;

    private async Task<IDockerClient> EngineAsync(string node, CancellationToken cancellationToken) =>
        await (await sessions.OpenAsync(node, cancellationToken)).EngineAsync(cancellationToken);

    private Task FormAsync(FormSwarm form, ILockHandle held, CancellationToken cancellationToken) => MakeAsync(form, held, async until =>
    {
        var engine = await EngineAsync(form.Node, until);
        await engine.Swarm.InitSwarmAsync(new SwarmInitParameters
        {
            ListenAddr = $"0.0.0.0:{NodePorts.SwarmManagement}",
            AdvertiseAddr = form.Address.ToString(),
            DefaultAddrPool = [form.Pool.ToString()],
            SubnetSize = 24,
            Spec = new Spec { CAConfig = new CAConfig { NodeCertExpiry = SwarmLimits.CertificateLife } },
        }, until);
        await SwarmCertificates.RenewAsync(engine, time, until);
    }, cancellationToken);

    private Task JoinAsync(IDockerClient leader, JoinSwarm join, ILockHandle held, CancellationToken cancellationToken) => MakeAsync(join, held, async until =>
    {
        var tokens = (await leader.Swarm.InspectSwarmAsync(until)).JoinTokens;
        var token = redactor.Hide(join.AsManager ? tokens.Manager : tokens.Worker);
        var engine = await EngineAsync(join.Node, until);
        await engine.Swarm.JoinSwarmAsync(new SwarmJoinParameters
        {
            ListenAddr = $"0.0.0.0:{NodePorts.SwarmManagement}",
            AdvertiseAddr = join.Address.ToString(),
            RemoteAddrs = [$"{join.Manager}:{NodePorts.SwarmManagement}"],
            JoinToken = token.Reveal(),
        }, until);
    }, cancellationToken);

    private Task LengthenAsync(IDockerClient leader, LengthenCertificates lengthen, ILockHandle held, CancellationToken cancellationToken) =>
        MakeAsync(lengthen, held, until => SwarmCertificates.RenewAsync(leader, time, until), cancellationToken);

    private Task LabelAsync(ClusterView cluster, IDockerClient leader, LabelNode label, ILockHandle held, CancellationToken cancellationToken) =>
        MakeAsync(label, held, until =>
        {
            var id = SwarmState.Of(cluster.All.Single(node => node.Name == label.Node)).NodeID;
            return SwarmNodeLabels.WriteAsync(leader, id, label.Labels, until);
        }, cancellationToken);

    private Task ForgetAsync(IDockerClient leader, ForgetFormerSelf former, ILockHandle held, CancellationToken cancellationToken) =>
        MakeAsync(former, held, until => leader.Swarm.RemoveNodeAsync(former.SwarmNodeId, true, until), cancellationToken);

    /// <summary>An engine's refusal becomes a sentence.</summary>
    private async Task MakeAsync(SwarmChange change, ILockHandle held, Func<CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        report.Info($"{change.Node}: {change.Description}");
        try
        {
            await held.ChangeAsync(make, cancellationToken);
        }
        catch (DockerApiException refusal)
        {
            throw new FridgeException($"{change.Node} could not {change.Description}: {EngineRefusal.Words(refusal)}",
                $"See `docker info` and `journalctl -u docker` on {change.Node}; a rerun continues from here.", inner: refusal);
        }
    }
}
