using Fridge.Model;
using Fridge.Targets;
using Fridge.Tests.Support;
using Json.Schema;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Keys;

/// <summary>The schema as an editor uses it, by a validator that isn't ours.</summary>
public class SchemaValidationTests
{
    private const string Head = "apiVersion: fridge/v1\nname: shelf\n";
    private const string Nodes = "nodes: [{name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}]\n";

    private static readonly JsonSchema Schema = JsonSchema.FromText(ClusterSchema.Text(KnownKeys.All));

    [Theory]
    [MemberData(nameof(ReadyClusterTests.AllFiles), MemberType = typeof(ReadyClusterTests))]
    public void EveryReadyFile_IsValid(string file) =>
        Evaluate(File.ReadAllText(Checkout.File("clusters", file))).ShouldBeEmpty();

    [Theory]
    [InlineData("flnk: {}", "/flnk")]
    [InlineData("flink: {uiPort: 70000}", "/flink/uiPort")]
    [InlineData("flink: {taskManager: {replicas: two}}", "/flink/taskManager/replicas")]
    [InlineData("ssh: {transport: putty}", "/ssh/transport")]
    [InlineData("jobs: [{name: t, jar: w}]", "/jobs/0")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a-b.C}]", "/jobs/0/entryClass")]
    public void WhatTheReaderRefuses_IsInvalidAtItsPlace(string line, string place)
    {
        var text = Head + Nodes + line + "\n";

        Should.Throw<ClusterFileException>(() => ClusterFile.Parse(text, "f.yaml", keys: KnownKeys.All));
        Evaluate(text).ShouldContain(place);
    }

    [Theory]
    [InlineData("flink: {version: 1.20.5, config: {a: {b: 1}}, taskManager: {memory: 512m}}")]
    [InlineData("flink: {jobManager: {memory: 536870912}}")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a.B, args: [--rate, 5, true]}]")]
    [InlineData("ssh: {user: pi, port: 22, identityFile: ~/.ssh/id, transport: auto, become: none}")]
    [InlineData("network: {pool: 10.77.0.0/16}")]
    public void WhatTheReaderTakes_IsValid(string line)
    {
        var text = Head + Nodes + line + "\n";

        ClusterFile.Parse(text, "f.yaml", keys: KnownKeys.All).Cluster.Name.ShouldBe("shelf");
        Evaluate(text).ShouldBeEmpty();
    }

    /// <summary>The places that are wrong.</summary>
    private static List<string> Evaluate(string yaml)
    {
        var results = Schema.Evaluate(YamlAsJson.Of(yaml), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return [.. (results.Details ?? []).Where(detail => detail.Errors is { Count: > 0 }).Select(detail => detail.InstanceLocation.ToString())];
    }
}
