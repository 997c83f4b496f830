using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fridge.Model;
using Fridge.Targets;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

/// <summary>What is made from the declared keys and checked in. <c>FRIDGE_ACCEPT=1</c> writes it anew.</summary>
public partial class ClusterSchemaTests
{
    [Fact]
    public void TheCommittedSchema_IsTheCurrentOne() => ClusterSchema.Text(KnownKeys.All).ShouldMatchFile(Checkout.File("clusters", "cluster.schema.json"));

    [Fact]
    public void TheCommittedPage_IsTheCurrentOne() => ClusterReference.Text(KnownKeys.All).ShouldMatchFile(Checkout.File("docs", "cluster-file.md"));

    [Theory]
    [InlineData("x: 1", "")]
    [InlineData("virtual: {x: 1}", "virtual")]
    [InlineData("ssh: {x: 1}", "ssh")]
    [InlineData("network: {x: 1}", "network")]
    [InlineData("flink: {x: 1}", "flink")]
    [InlineData("flink: {jobManager: {x: 1}}", "flink/jobManager")]
    [InlineData("flink: {taskManager: {x: 1}}", "flink/taskManager")]
    [InlineData("jobs: [{x: 1}]", "jobs")]
    [InlineData("nodes: [{x: 1}]", "nodes")]
    public void TheSchema_HasTheKeysThatTheLoaderKnows(string text, string path)
    {
        var refused = Should.Throw<ClusterFileException>(() => ClusterFile.Parse(text, "f.yaml", keys: KnownKeys.All));

        var known = Known().Match(refused.Message).Groups["keys"].Value.Split(", ");
        Properties(path).Order(StringComparer.Ordinal).ShouldBe(known);
    }

    private static IEnumerable<string> Properties(string path)
    {
        var schema = JsonNode.Parse(ClusterSchema.Text(KnownKeys.All))!;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            schema = schema["properties"]![name] is JsonObject { } property && property["items"] is { } items ? items : schema["properties"]![name]!;
        return schema["properties"]!.AsObject().Select(property => property.Key);
    }

    [GeneratedRegex(@"unknown key '[^']*x'; known here: (?<keys>[^;\n]+)")]
    private static partial Regex Known();
}
