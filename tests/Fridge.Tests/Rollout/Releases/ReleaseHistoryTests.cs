using System.Text.Json.Nodes;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Releases;

public sealed class ReleaseHistoryTests
{
    private const string Before = "20261122140000-aaaaaa";

    [Fact]
    public async Task Releases_AreInTheOrderOfTheirNumbers_AndWithoutAResultInterrupted()
    {
        var stack = await Stacks.VirtualAsync();

        var history = ReleaseHistory.Of(
        [
            Records.Intent(10, stack),
            .. Records.Done(2, stack),
            Records.Intent(9, stack), Records.Result(9, ReleaseOutcome.Refused),
            Records.Intent(3, stack), Records.Result(3, ReleaseOutcome.Failed),
        ]);

        history.Releases.Select(release => (release.Number, release.State))
            .ShouldBe([(10, "interrupted"), (9, "refused"), (3, "failed"), (2, "done")]);
        history.LastDone!.Number.ShouldBe(2);
        history.NextNumber.ShouldBe(11);
    }

    /// <summary>They hold a stack's text alone, which names configs that may be gone.</summary>
    [Fact]
    public void RecordsFromBeforeThereWereNumbers_AreNamedAsSuch()
    {
        var history = ReleaseHistory.Of(
        [
            Records.OfBefore(Before, "intent", """{"At":"2026-11-22T14:00:00+00:00","By":"ann@laptop","Stack":"one"}"""),
            Records.OfBefore(Before, "result", """{"At":"2026-11-22T14:01:00+00:00","Outcome":"done"}"""),
            Records.OfBefore("20261122150000-bbbbbb", "intent", """{"At":"2026-11-22T15:00:00+00:00","By":"bob@desk","Stack":"two"}"""),
        ]);

        history.OfBefore.Select(release => (release.By, release.Stack, release.Finished is not null))
            .ShouldBe([("bob@desk", "two", false), ("ann@laptop", "one", true)]);
        history.Releases.ShouldBeEmpty();
        history.NextNumber.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"schema":2,"number":7,"waves":[]}""")]
    [InlineData("not JSON")]
    public void RecordOfAnotherVersion_IsNotRead_AndItsNumberNotGivenAgain(string content)
    {
        var history = ReleaseHistory.Of([new StoredRecord("7", StoredRecord.Intent, content, "id")]);

        history.Unreadable.ShouldBe([7]);
        history.NextNumber.ShouldBe(8);
    }

    /// <summary>Kept as it was first written; it is never accepted anew.</summary>
    [Fact]
    public void FirstRecordOfVersionOne_IsStillRead()
    {
        var history = ReleaseHistory.Of([new StoredRecord("1", StoredRecord.Intent, First, "id")]);

        var intent = history.Releases.ShouldHaveSingleItem().Intent;
        (intent.Number, intent.Origin.By, intent.Workloads.Single().Image, intent.Files.Single().File).ShouldBe((1, "ann@desk", "flink@sha256:a", "config.yaml"));
        intent.Workloads[0].Definition.Keys.ShouldBe(["image", "configs", "deploy"]);
    }

    /// <summary>Clusters in the field hold such records: keys may be added, each with a default, and none may change.</summary>
    [Fact]
    public void FirstRecordOfVersionOne_IsWrittenAsItWas()
    {
        var intent = ReleaseHistory.Of([new StoredRecord("1", StoredRecord.Intent, First, "id")]).Releases[0].Intent;

        var written = JsonNode.Parse(ReleaseJson.Write(intent))!.AsObject();
        foreach (var added in (JsonObject[])[written, written["workloads"]![0]!.AsObject()])
            added.Remove("secrets");
        written["flink"]!.AsObject().Remove("jobManagerSecrets");
        JsonNode.DeepEquals(written, JsonNode.Parse(First)).ShouldBeTrue(ReleaseJson.Write(intent));
    }

    private const string First = """
        {"schema":1,"number":1,"at":"2026-11-28T12:00:00+00:00",
         "origin":{"by":"ann@desk","commit":"7d1e1f2","isDirty":true,"clusterFile":"cc"},
         "workloads":[{"name":"jobmanager","wave":0,"image":"flink@sha256:a","specHash":"11","instanceHash":"22","labels":{"fridge.spec":"11"},
           "definition":{"image":"flink@sha256:a","configs":[{"source":"pico_c-1","target":"/opt/flink/conf/config.yaml"}],"deploy":{"replicas":1}},
           "replicas":1,"nodes":["pico-0"],"files":["pico_c-1"],"gates":["flink-rest"],"dependsOn":[],"classes":{"key":"k"}}],
         "files":[{"name":"pico_c-1","file":"config.yaml"}],
         "frame":{"version":"3.8","networks":{"flink":{"driver":"overlay"}}},
         "flink":{"uiPort":8081,"taskManagers":1,"slotsPerTaskManager":1,"jobManagerFlags":["-Xmx1"],"jobManagerConfig":{"a":"b"},
           "taskManagerProcessBytes":1,"job":{"name":"taxi","id":"0","parallelism":1}}}
        """;
}
