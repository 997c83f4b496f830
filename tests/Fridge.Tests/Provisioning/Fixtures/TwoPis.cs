using System.Net;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Sources;
using Fridge.Tests.Support;
using Fridge.Tests.Virtual;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Fridge.Virtual;
using Xunit;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>Two bare virtual Pis, a manager and a worker, for the tests of this room that need real nodes.</summary>
public sealed class TwoPis : IAsyncLifetime
{
    private const string Name = "test-prov";

    private readonly ProcessRunner processes = new();
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-provision-").FullName;
    private HostFacts host = null!;

    internal ReportRecorder Report { get; } = new();

    public Cluster Cluster { get; private set; } = null!;

    private FridgePaths Paths => new(folder, Path.Combine(folder, "state"), Path.Combine(folder, "cache"));

    public async ValueTask InitializeAsync()
    {
        host = await new HostProbe(processes, hasTerminal: false).ProbeAsync(CancellationToken.None);
        await DestroyAsync();
        var asked = VirtualClusters.Of(Name, "172.30.18.0/24", "prov-0", "prov-1");
        asked = asked with { Nodes = [asked.Nodes[0] with { Roles = [NodeRole.Manager] }, asked.Nodes[1]] };
        var plan = VirtualPlan.From(asked, host, new VirtualSettings(IPNetwork.Parse("172.30.18.0/24"), await PiImage.EnsureAsync(host, Report, CancellationToken.None), VirtualClusters.Owner, DiskBytes: 1L << 30));
        var running = await new VirtualLauncher(processes, Paths, TimeProvider.System).UpAsync(plan, host, VirtualClusters.NoLock, Report, CancellationToken.None);
        Cluster = running.Reach(asked);
    }

    /// <summary>A client of its own, with its own connections.</summary>
    public INodeSessions NewClient() => new NodeSessions(
        Cluster.Nodes.Select(node => NodeAddress.Of(node, Path.Combine(Paths.StateOf(Name), "known_hosts"), madeWithClusterKey: true)),
        new NodeSessionsOptions { Processes = processes, Report = Report, ClusterKey = new ClusterKey(Paths.StateOf(Name), processes) });

    public async ValueTask DisposeAsync()
    {
        await DestroyAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<RemovedNodes> DestroyAsync() =>
        new VirtualDestroyer(Name, VirtualClusters.Owner, processes, Paths, TimeProvider.System).RemoveAsync(host, withCache: false, VirtualClusters.NoLock, Report, CancellationToken.None);
}
