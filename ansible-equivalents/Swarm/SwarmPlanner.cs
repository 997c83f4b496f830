using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Swarm;

/// <summary>Pure: from facts to what each swarm stage has to do.</summary>
internal static class SwarmPlanner
{
    public static IEnumerable<Finding> Refusals(ClusterView cluster) => SwarmState.Read(cluster).Refusals;

    /// <summary>Forms the swarm on the first manager and joins the others.</summary>
    public static IEnumerable<Finding> Managers(ClusterView cluster)
    {
        var state = SwarmState.Read(cluster);
        var first = cluster[cluster.FirstManager];
        if (state.Leader is null)
            yield return new FormSwarm(first.Name, first.Address, AddressPool.Choose(cluster));
        foreach (var change in Joins(cluster, state, cluster.Cluster.Managers)) yield return change;
        foreach (var change in Lengthen(state)) yield return change;
        foreach (var remark in PoolRemarks(cluster, state)) yield return remark;
        foreach (var remark in ManagerRemarks(state)) yield return remark;
    }

    public static IEnumerable<Finding> Workers(ClusterView cluster) =>
        Joins(cluster, SwarmState.Read(cluster), cluster.Cluster.Nodes.Where(node => !node.Roles.Contains(NodeRole.Manager)));

    /// <summary>Labels from facts, and entries that nodes left behind when they were set up anew.</summary>
    public static IEnumerable<Finding> Labels(ClusterView cluster)
    {
        var state = SwarmState.Read(cluster);
        foreach (var member in state.Members)
        {
            if (SwarmRefusals.FormerSelf(cluster, member) is { } node)
                yield return new ForgetFormerSelf(node.Name, member.ID);
        }

        foreach (var node in cluster.All)
        {
            foreach (var change in SwarmLabels.Changes(node, state.Member(node)?.Spec.Labels))
                yield return change;
        }
    }

    private static IEnumerable<Finding> Joins(ClusterView cluster, SwarmState state, IEnumerable<Node> nodes)
    {
        var manager = state.Leader ?? cluster[cluster.FirstManager];
        return nodes.Select(node => cluster[node])
            .Where(node => !SwarmState.IsActive(node) && node.Name != manager.Name)
            .Select(node => new JoinSwarm(node.Name, node.Address, manager.Address, node.Node.Roles.Contains(NodeRole.Manager)));
    }

    private static IEnumerable<Finding> Lengthen(SwarmState state)
    {
        if (state.Leader is not { } leader) yield break;
        var nanoseconds = SwarmState.Of(leader).Cluster?.Spec.CAConfig.NodeCertExpiry ?? 0;
        var tooShort = TimeSpan.FromTicks(nanoseconds / 100) < SwarmLimits.ShortestAcceptedLife;
        var renew = leader.All.All.Any(HasShortCertificate);
        if (tooShort || renew) yield return new LengthenCertificates(leader.Name, renew);
    }

    // The first manager signs its own certificate before it knows how long certificates are to last.
    private static bool HasShortCertificate(NodeView node)
    {
        if (!SwarmState.IsActive(node) || node.Read(EngineFacts.SwarmCertificate) is not { } pem) return false;
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.NotAfter - certificate.NotBefore < SwarmLimits.ShortestAcceptedLife;
    }

    /// <summary>What a person should know before the power goes.</summary>
    private static IEnumerable<Finding> ManagerRemarks(SwarmState state)
    {
        if (state.Leader is not { } leader) yield break;
        if (SwarmState.Of(leader).Cluster?.Spec.EncryptionConfig?.AutoLockManagers == true)
        {
            yield return new Remark("swarm", leader.Name,
                $"the swarm of {leader.Name} locks itself (autolock): after each power cut or restart of a manager a person has to type docker swarm unlock; to turn it off: docker swarm update --autolock=false");
        }

        var managers = state.Members.Where(member => member.ManagerStatus is not null).ToList();
        var away = managers.Where(member => member.ManagerStatus!.Reachability == "unreachable").Select(member => member.Description.Hostname).ToList();
        if (away.Count > 0)
        {
            yield return new Remark("swarm", leader.Name,
                $"of the swarm's {managers.Count} managers, {string.Join(", ", away)} can't be reached: {managers.Count - away.Count} are left, and the swarm can change nothing with fewer than {(managers.Count / 2) + 1}");
        }
    }

    private static IEnumerable<Finding> PoolRemarks(ClusterView cluster, SwarmState state)
    {
        if (state.Leader is not { } leader || cluster.Cluster.Pool is not { } asked) yield break;
        var pools = SwarmState.Of(leader).Cluster?.DefaultAddrPool ?? [];
        if (!pools.Contains(asked.ToString()))
        {
            yield return new Remark("swarm", leader.Name,
                $"the swarm's address pool is {string.Join(", ", pools)}, the cluster file says {asked}: a swarm's pool can't change once it is formed");
        }
    }
}
