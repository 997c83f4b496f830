using Fridge.Provisioning.Facts;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class FactsGathererTests
{
    [Fact]
    public async Task A_node_that_cant_be_read_has_a_row_and_a_reason_and_hides_no_other()
    {
        var nodes = new FakeNodes((node, _) => node switch
        {
            "pico-0" => new FakeAnswer("Unmatched '.\n"),
            "pico-1" => new FakeAnswer("", 1, "no room"),
            _ => FakeAnswer.Facts(Readings.For(Fridges.Pico.Nodes[2], Readings.Common)),
        });

        var gathered = await FactsGatherer.GatherAsync(nodes, Fridges.Pico.Nodes, TimeProvider.System, TestContext.Current.CancellationToken);

        FactsTable.Of(gathered).Rows.Select(row => $"{row[0]} {row[2]}").ShouldBe(["pico-0 ?", "pico-1 ?", "pico-2 armhf"]);
        gathered[0].Failure!.Message.ShouldBe("The facts of pico-0 can't be read: it printed no facts.");
        gathered[1].Failure!.Message.ShouldContain("pico-1");
        gathered[2].Failure.ShouldBeNull();
    }
}
