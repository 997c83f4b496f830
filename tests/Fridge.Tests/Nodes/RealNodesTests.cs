using Fridge.Model;
using Fridge.Nodes.Sources;
using Fridge.Tests.Manifests;
using Fridge.Tests.Support;
using Fridge.Tooling.Host;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public class RealNodesTests
{
    private static readonly Cluster Shelf = Samples.RealSession;

    [Theory]
    [InlineData(1, "10.0.0.1")]
    [InlineData(4, "10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4")]
    [InlineData(6, "10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 2 more")]
    public void Description_NamesTheFirstAddresses(int nodes, string expected) =>
        new RealNodes(Shelf with { Nodes = [.. Enumerable.Range(1, nodes).Select(number => Shelf.Nodes[0] with { Address = $"10.0.0.{number}" })] })
            .Description.ShouldBe(expected);

    [Fact]
    public async Task Nodes_AreUsedAsTheyAre_AndNeverRemoved()
    {
        var (source, host, token) = (new RealNodes(Shelf), new HostFacts { Os = new OsRelease("debian", "12", "bookworm"), User = "ada", Root = HostRoot.None }, TestContext.Current.CancellationToken);

        (await source.PlanAsync(host, token)).IsEmpty.ShouldBeTrue();
        (await source.FindAsync(host, new ReportRecorder(), token)).ShouldBeSameAs(Shelf);
        (await source.EnsureAsync(host, NodeChanges.None, (_, _, _) => throw new InvalidOperationException("no node is made here"), new ReportRecorder(), token)).ShouldBe(new EnsuredNodes(Shelf, Changed: false, Summary: null));
        (await source.HasMaterialAsync(host, token)).ShouldBeTrue();
        source.Removal.ShouldBeNull();
        source.Expected.ShouldBeSameAs(Shelf);
        source.HostNeeds.ShouldNotContain(HostNeed.Emulation);
    }
}
