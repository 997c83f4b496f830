using Fridge.Rollout.Releases;
using Fridge.Rollout.Swarm;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout;

public sealed class ReleaseRecordTests
{
    [Fact]
    public void IntentWithoutResult_WasInterrupted()
    {
        var held = new Observed([],
        [
            Part("20261122140000-aaaaaa", "intent", """{"At":"2026-11-22T14:00:00+00:00","By":"ann@laptop","Stack":"one"}"""),
            Part("20261122140000-aaaaaa", "result", """{"At":"2026-11-22T14:01:00+00:00","Outcome":"done"}"""),
            Part("20261122150000-bbbbbb", "intent", """{"At":"2026-11-22T15:00:00+00:00","By":"bob@desk","Stack":"two"}"""),
        ]);

        ReleaseRecord.Of(held).Select(release => (release.By, release.Stack, release.Finished is not null))
            .ShouldBe([("bob@desk", "two", false), ("ann@laptop", "one", true)]);
    }

    private static ObservedFile Part(string id, string part, string content) =>
        Stacks.Config($"{id}-{part}", (ReleaseRecord.Label, id), (ReleaseRecord.PartLabel, part)) with { Content = content };
}
