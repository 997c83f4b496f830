using System.Diagnostics;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

/// <summary>Texts that a slip or somebody hostile wrote: each is refused with its place, in the time that a person waits, and in few words.</summary>
public class HostileInputTests
{
    private const string Head = "apiVersion: fridge/v1\nname: shelf\n";
    private const string Nodes = "nodes: [{name: a, address: 10.0.0.1, board: pi4-8g, os: bookworm-armhf, roles: [manager, worker]}]\n";

    [Theory]
    [InlineData("192.168.1.011")]
    [InlineData("192.168.5")]
    [InlineData("10")]
    [InlineData("0x0a000001")]
    [InlineData("pi.0x1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    [InlineData("fe80::1%$(id)")]
    [InlineData("fe80::1%eth0")]
    [InlineData("-oProxyCommand=id")]
    public void AnAddressThatIsNoMachines_IsRefused(string address) =>
        Refused(Head + Node("a", address)).ShouldBe($"f.yaml:3:30: 'nodes[0].address' is '{address}'; expected an IP address or a DNS name: four numbers from 0 to 255 without zeros before them, of one machine");

    [Fact]
    public void ARangeOfZeros_IsNoOctal() =>
        Refused(Head + Node("a[1-3]", "192.168.1.[011-013]")).ShouldContain("'nodes[0].address' is '192.168.1.011'; expected an IP address");

    [Theory]
    [InlineData("192.168.1.11")]
    [InlineData("fd00::7")]
    [InlineData("rp1.local")]
    [InlineData("7up.lan")]
    [InlineData("10-0-0-1")]
    public void AnAddressOfOneMachine_IsTaken(string address) =>
        ClusterFile.Parse(Head + Node("a", address), "f.yaml").Cluster.Nodes[0].Address.ShouldBe(address);

    [Theory]
    [InlineData("a\\n", "10.0.0.1", @"'nodes[0].name' is 'a\u000a'; expected a host name")]
    [InlineData("a", "pi.lan\\n", @"'nodes[0].address' is 'pi.lan\u000a'; expected an IP address")]
    [InlineData("pi[١-٣]", "10.0.0.1", "'nodes[0].name' is 'pi[١-٣]'; expected a hostlist")]
    public void ALineEndOrAForeignDigitInAName_IsRefused(string name, string address, string expected) =>
        Refused(Head + Node(name, address)).ShouldContain(expected);

    [Theory]
    [InlineData("name: \"shelf\\n\"\n", @"'name' is 'shelf\u000a'; expected a name")]
    [InlineData("name: shelf\nflink: {version: \"1.20.5\\n\"}\n", @"'flink.version' is '1.20.5\u000a'; expected a Flink release")]
    [InlineData("name: shelf\nssh: {user: \"pi\\n\"}\n", @"'ssh.user' is 'pi\u000a'; expected a user's name")]
    [InlineData("name: shelf\nssh: {user: \"-oProxyCommand=id\"}\n", "'ssh.user' is '-oProxyCommand=id'; expected a user's name")]
    [InlineData("name: shelf\nflink: {taskManager: {memory: 9223372036854775807}}\n", "'flink.taskManager.memory' is '9223372036854775807'; expected a size as Flink writes it, such as 512m or 1g, at most 1t")]
    [InlineData("name: shelf\nflink: {taskManager: {memory: -1}}\n", "'flink.taskManager.memory' is '-1'; expected a size")]
    [InlineData("name: shelf\nflink: {taskManager: {memory: 6g}}\n", "a TaskManager of 6144 MiB on 32-bit bookworm-armhf; at most 3072 MiB, which a 32-bit process can address")]
    [InlineData("name: shelf\nflink: {config: {taskmanager.memory.task.heap.size: 8388607t, taskmanager.memory.managed.size: 8388607t}}\n", "the TaskManager's memory does not add up")]
    [InlineData("name: shelf\nflink: {config: {taskmanager.memory.segment-size: 33kb}}\n", "the TaskManager's memory does not add up: taskmanager.memory.segment-size is 33kb, and buffers have a power of two, at least 4kb")]
    [InlineData("name: shelf\nflink: {config: {taskmanager.memory.segment-size: 3}}\n", "the TaskManager's memory does not add up: taskmanager.memory.segment-size is 3,")]
    [InlineData("name: shelf\nflink: {config: {taskmanager.memory.segment-size: 0}}\n", "the TaskManager's memory does not add up: taskmanager.memory.segment-size is 0,")]
    [InlineData("name: shelf\nflink: {jobManager: {memory: 512m}, config: {taskmanager.memory.jvm-metaspace.size: 0}}\n", "f.yaml:3:8: the TaskManager's memory does not add up: taskmanager.memory.jvm-metaspace.size is 0")]
    [InlineData("name: shelf\nflink: {jobManager: {memory: 512m}, config: {jobmanager.memory.jvm-metaspace.size: 0}}\n", "f.yaml:3:30: the JobManager's memory does not add up: jobmanager.memory.jvm-metaspace.size is 0")]
    public void AValueOutOfAnyRange_IsRefused(string lines, string expected) =>
        Refused("apiVersion: fridge/v1\n" + lines + Nodes).ShouldContain(expected);

    [Theory]
    [InlineData("pi4", "pi4-1g")]
    [InlineData("pi3", "pi3b")]
    [InlineData("cm4", "cm4-1g")]
    public void ABoardWithoutItsSize_IsTakenForOneOfItsKind(string board, string nearest) =>
        Refused(Head + Nodes.Replace("pi4-8g", board, StringComparison.Ordinal)).ShouldEndWith($"did you mean '{nearest}'?");

    [Fact]
    public void MoreNodesThanAnyFridgeHas_AreRefused_AlsoInSeveralEntries() =>
        Refused(Head + "virtual: {subnet: 10.3.0.0/16}\nnodes:\n" + string.Concat("abcd".Select(letter => $"- {{name: '{letter}[1-400]', board: pi3b, os: bookworm-armhf, roles: [manager, worker]}}\n")))
            .ShouldContain("1600 nodes; at most 1000");

    /// <summary>The way to each is asked of <c>ssh</c> besides, some milliseconds a node.</summary>
    [Fact]
    public void AThousandNodes_AreReadAndPlannedInTime() => Quickly(() =>
    {
        var nodes = Enumerable.Range(0, 999).Select(node => $"- {{name: n{node}, address: 10.3.{node / 250}.{node % 250 + 1}, board: pi3b, os: bookworm-armhf}}\n");
        var cluster = ClusterFile.Parse($"{Head}network: {{pool: 172.20.0.0/14}}\nnodes:\n- {{name: m, address: 10.200.0.1, board: pi4-4g, os: bookworm-armhf, roles: [manager]}}\n{string.Concat(nodes)}", "f.yaml").Cluster;

        MemoryPlan.For(cluster).Nodes.Length.ShouldBe(1000);
        ClusterServices.Of(cluster).Sum(service => service.Nodes.Length).ShouldBeGreaterThan(1000);
    });

    [Fact]
    public void AHostlistOfTwentyThousandBrackets_IsNotFollowed() =>
        Quickly(() => Refused(Head + Node("a" + string.Concat(Enumerable.Repeat("[1]", 20_000)), "10.0.0.1")).ShouldContain("expected a hostlist"));

    [Fact]
    public void AValueOfMegabytes_IsNotRepeated() =>
        Refused($"apiVersion: fridge/v1\nname: {new string('x', 1_000_000)}\n{Nodes}").Length.ShouldBeLessThan(1000);

    [Fact]
    public void AliasesThatComeToBillions_AreRefused() => Quickly(() =>
    {
        var levels = Enumerable.Range(1, 40).Select(level => $"    k{level}: &a{level} {{l: *a{level - 1}, r: *a{level - 1}}}\n");
        Refused($"{Head}{Nodes}flink:\n  config:\n    k0: &a0 {{x: y}}\n{string.Concat(levels)}").ShouldContain("the file comes to more than 100000 values, aliases followed");
    });

    [Fact]
    public void SixtyThousandKeys_AreReadInTime() =>
        Quickly(() => Refused($"{Head}{Nodes}flink:\n  config: {{{string.Join(", ", Enumerable.Range(0, 60_000).Select(key => $"k{key}: 1"))}}}\n").ShouldContain("more than 100000 values"));

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void DepthThatEndsAStack_IsRefused_InAClusterFileAndInATemplate(char open, char close) => Quickly(() =>
    {
        var text = $"a: {string.Concat(Enumerable.Repeat(open == '[' ? "[" : "{a: ", 20_000))}x{new string(close, 20_000)}\n";

        Refused(text).ShouldContain("this is nested deeper than 100");
        Should.Throw<TemplateException>(() => YamlTemplate.Render(new TemplateFile("t.yaml", text), new Variables(Mapping.Empty)))
            .Message.ShouldContain("this is nested deeper than 100");
    });

    [Theory]
    [InlineData("ssh: {user\nport: 22}\n")]
    [InlineData("a: [b\nc: d]\n")]
    [InlineData("? [\n")]
    public void WhatYamlDotNetFallsOver_IsNoBug_InAClusterFileAndInATemplate(string text)
    {
        Refused(text).ShouldContain("this is not valid YAML");
        Should.Throw<TemplateException>(() => YamlTemplate.Render(new TemplateFile("t.yaml", text), new Variables(Mapping.Empty))).Message.ShouldContain("not YAML");
    }

    private static string Node(string name, string address) =>
        $"nodes: [{{name: \"{name}\", address: \"{address}\", board: pi4-8g, os: bookworm-armhf, roles: [manager, worker]}}]\n";

    private static string Refused(string text) => Should.Throw<ClusterFileException>(() => ClusterFile.Parse(text, "f.yaml")).Message;

    /// <summary>In a tenth of this on a quiet machine; without a limit it takes minutes or all memory.</summary>
    private static void Quickly(Action act)
    {
        var begun = Stopwatch.GetTimestamp();
        act();
        Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
