using System.Collections.Immutable;
using Fridge.Manifests.Parity;
using Fridge.Model;
using Fridge.Tests.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Parity;

public sealed class ParityTests
{
    [Theory]
    [MemberData(nameof(ReadyClusterTests.AllFiles), MemberType = typeof(ReadyClusterTests))]
    public async Task EveryDifference_HasAReason(string file) =>
        Unexplained(await RowsAsync(file)).ShouldBeEmpty();

    [Fact]
    public async Task EveryDifference_WithoutDns_HasAReason() => Unexplained(await WithoutDnsAsync()).ShouldBeEmpty();

    [Fact]
    public async Task EveryReason_ExplainsSomething()
    {
        var used = new HashSet<ParityReason>();
        foreach (var file in ReadyClusterTests.Files)
            used.UnionWith((await RowsAsync(file)).Select(row => row.Reason).OfType<ParityReason>());
        used.UnionWith((await WithoutDnsAsync()).Select(row => row.Reason).OfType<ParityReason>());

        ParityReasons.All.Except(used).ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_HasTheTableOfTheDefault() =>
        ParityPage.Text(await RowsAsync("virtual.yaml")).ShouldMatchFile(Checkout.File("docs", "parity.md"));

    private static IEnumerable<string> Unexplained(IEnumerable<ParityRow> rows) =>
        rows.Where(row => !row.IsEqual && row.Reason is null).Select(row => $"{row.Service}, {row.Property}: {row.One} | {row.Other}");

    private static Task<ImmutableArray<ParityRow>> RowsAsync(string file) => RowsAsync(ReadyClusters.Load(file), ReadyClusters.Load(file).OnKubernetes());

    private static Task<ImmutableArray<ParityRow>> WithoutDnsAsync()
    {
        var twin = ReadyClusters.Load("virtual.yaml").OnKubernetes();
        return RowsAsync(ReadyClusters.Load("virtual.yaml"), twin with { Kubernetes = twin.Kubernetes! with { Dns = false } });
    }

    private static async Task<ImmutableArray<ParityRow>> RowsAsync(Cluster cluster, Cluster twin) => ParityTable.Of(
        cluster,
        (ReadyClusters.Swarm, await ReadyClusters.RenderAsync(ReadyClusters.Swarm, cluster.As(Orchestrator.Swarm))),
        (ReadyClusters.Kubernetes, await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, twin)));
}
