using Fridge.Pipelines;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

public sealed class WorkflowTextTests
{
    [Fact]
    public void EveryWordOfADeclaration_IsTheGoldenFile() => SamplePipelines.Text(SamplePipelines.Release).ShouldMatchFile("Golden/release.yml");

    [Fact]
    public void Twice_GivesTheSameBytes() => SamplePipelines.Text(SamplePipelines.Release).ShouldBe(SamplePipelines.Text(SamplePipelines.Release));

    [Theory]
    [InlineData(Overlap.OneAfterAnother, "cancel-in-progress: false")]
    [InlineData(Overlap.NewestOfAPullRequest, "cancel-in-progress: ${{ github.event_name == 'pull_request' }}")]
    public void ARun_IsEndedByTheNextOfItsPullRequestAlone(Overlap overlap, string written) =>
        SamplePipelines.Text(SamplePipelines.Release with { Overlap = overlap }).ShouldContain(written);
}
