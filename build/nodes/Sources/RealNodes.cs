using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling.Host;

namespace Fridge.Nodes.Sources;

/// <summary>Machines that are there: nothing is made, nothing is removed.</summary>
/// <param name="api">By what their owner's API is reached, where that is all there is; null: each is reached by a session.</param>
public sealed class RealNodes(Cluster cluster, string? api = null) : INodeSource
{
    private const int AddressesShown = 4;

    public string Description
    {
        get
        {
            var more = cluster.Nodes.Length - AddressesShown;
            IEnumerable<string> owner = api is null ? [] : [$"the nodes of {api}"];
            return string.Join(", ", owner.Concat(cluster.Nodes.Select(node => node.Address).Take(AddressesShown))) + (more > 0 ? $" and {more} more" : "");
        }
    }

    public bool AreReached => api is null;

    public ImmutableArray<HostNeed> HostNeeds => Tooling.Host.HostNeeds.DeployToBoards;

    public Cluster Expected => cluster;

    public bool AreMadeWithClusterKey => false;

    public INodeRemoval? Removal => null;

    public Task<string> MaterialAsync(CancellationToken cancellationToken) => Task.FromResult("");

    public Task<bool> HasMaterialAsync(HostFacts host, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> MakeMaterialAsync(HostFacts host, IReport report, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<NodeChanges> PlanAsync(HostFacts host, CancellationToken cancellationToken) => Task.FromResult(NodeChanges.None);

    public Task<Cluster?> FindAsync(HostFacts host, IReport report, CancellationToken cancellationToken) => Task.FromResult<Cluster?>(cluster);

    public Task<EnsuredNodes> EnsureAsync(HostFacts host, NodeChanges planned, TakeLock takeLock, IReport report, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsuredNodes(cluster, Changed: false, Summary: null));

    public Task<Cluster> AttachAsync(HostProbe probe, IReport report, CancellationToken cancellationToken) => Task.FromResult(cluster);
}
