using System.Collections.Immutable;
using Fridge.Provisioning.Facts;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class NodeReadingsTests
{
    public static TheoryData<string, string, string> Unreadable => new()
    {
        { ":memory 0\n much\n", "memory", "much" },
        { ":engine_disk 0\n", "engine_disk", "it printed nothing" },
        { ":engine_disk 0\n Avail\n -\n", "engine_disk", "'-'" },
        { ":engine_disk 124\n", "engine_disk", "it did not end within 20 seconds" },
        { ":local 0\n memory=1\n memory=2\n", "local", "'memory' appears twice" },
        { ":local 0\n memory=much\n", "local", "memory=much is not a number of bytes" },
        { ":local 0\n memmory=1\n", "local", "unknown key 'memmory'" },
        { ":clock 0\n", "clock", "" },
        { ":engine 0\n {\"ServerVersion\": 20}\n", "engine", "ServerVersion" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_nobody_can_read_names_node_and_fact(string section, string fact, string why)
    {
        var readings = Readings.Of(Fridges.Pico.Nodes[1], section);

        var failure = Should.Throw<FridgeException>(() => readings.Facts);

        failure.Message.ShouldStartWith($"The fact '{fact}' of pico-1 can't be read: ");
        failure.Message.ShouldContain(why);
        failure.NextStep!.ShouldStartWith("See what this prints on pico-1: sudo sh -c ");
    }

    [Theory]
    [InlineData(":firewall_rules4 2\n", "closed ports", "firewall_rules4")]
    [InlineData(":stack_ports 0\n pico\n:listening 0\n 1F91\n", "ui port", "stack_ports")]
    [InlineData(":hosts 2\n", "hosts file", "hosts")]
    public void A_tasks_own_facts_do_too(string section, string task, string fact)
    {
        var node = Readings.Node(Readings.View(Fridges.Pico, ("pico-0", section)), "pico-0");

        Should.Throw<FridgeException>(() => Fridge.Provisioning.HostTasks.HostTaskList.All.Single(all => all.Name == task).Examine(node).ToList())
            .Message.ShouldStartWith($"The fact '{fact}' of pico-0 can't be read: ");
    }

    [Fact]
    public void A_fact_is_parsed_once()
    {
        var parsed = 0;
        var fact = new Fact<int>("kernel", "uname -r", _ => ++parsed);
        var readings = Readings.Of(Fridges.Pico.Nodes[1]);

        (readings.Read(fact) + readings.Read(fact)).ShouldBe(2);
        readings.Facts.ShouldBeSameAs(readings.Facts);
    }

    [Fact]
    public void A_fact_that_was_not_read_names_the_node() =>
        Should.Throw<FridgeException>(() => new NodeReadings("pico-1", Readings.Now, ImmutableDictionary<string, FactText>.Empty).Read(SystemFacts.Kernel))
            .Message.ShouldBe("The fact 'kernel' of pico-1 can't be read: it is missing from the node's answer.");

    [Fact]
    public async Task A_node_that_never_ends_its_facts_ends_the_reading()
    {
        var time = new FakeTimeProvider(Readings.Now);
        var reader = new FactsReader(new FakeNodes((_, _) => new FakeAnswer { NeverEnds = true }), time);

        var reading = reader.ReadAsync(["pico-1"], _ => [SystemFacts.Kernel], TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(3));

        (await Should.ThrowAsync<FridgeException>(() => reading)).Message.ShouldBe("The facts of pico-1 did not arrive within 150 seconds.");
    }
}
