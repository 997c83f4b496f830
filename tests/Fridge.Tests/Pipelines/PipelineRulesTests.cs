using Fridge.Pipelines;
using Fridge.Targets;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

public sealed class PipelineRulesTests
{
    private static readonly Push Pushed = new("main");

    private static readonly Dictionary<string, PipelineJob> Faults = new()
    {
        ["the build has no target Burn"] = Job with { Steps = [new Invoke("Burn")] },
        ["Sell takes no --colour"] = Job with { Steps = [new Invoke("Sell") { Arguments = ["--colour", "red"] }] },
        ["Bake takes no --shop-token=x"] = Job with { Steps = [new Invoke("Bake") { Arguments = ["--shop-token=x"] }] },
        ["--where=${{ github.head_ref }} is an expression: in a script it would be run"] = Job with { Steps = [new Invoke("Bake") { Arguments = ["--where=${{ github.head_ref }}"] }] },
        ["invokes no target"] = Job with { Steps = [new Invoke()] },
        ["the build has no parameter Size"] = Job with { Values = [new("Size", new PlainText("1"))] },
        ["ShopToken is a secret, so it belongs to the job's secrets"] = Job with { Values = [new("ShopToken", new PlainText("1"))] },
        ["Where is not a secret"] = Job with { OnlyOn = Pushed, Secrets = ["Where"] },
        ["a pull request would run with the secret ShopToken"] = Job with { Secrets = ["ShopToken"] },
        ["a pull request would run with the job's token"] = Job with { Steps = [new Invoke("Bake") { HasTheJobsToken = true }] },
        ["a pull request would run with the right PushImages"] = Job with { Rights = [Right.ReadSources, Right.PushImages] },
        ["logs in to the registry without the right to push"] = Job with { Steps = [new LogInToOwnRegistry()] },
        ["a limit of 06:01:00 isn't one of 1 to 360 whole minutes"] = Job with { Limit = TimeSpan.FromMinutes(361) },
        ["a limit of 00:00:30 isn't one of 1 to 360 whole minutes"] = Job with { Limit = TimeSpan.FromSeconds(30) },
        ["debian:bookworm has no digest"] = Job with { Machine = new PipelineMachine("debian:bookworm") },
        ["no job before it is called later"] = Job with { After = ["later"] },
        ["ByHand doesn't trigger the pipeline"] = Job with { OnlyOn = new ByHand() },
    };

    public static TheoryData<string> Reasons => [.. Faults.Keys];

    private static PipelineJob Job => SamplePipelines.Job("job");

    [Theory]
    [MemberData(nameof(Reasons))]
    public void AJobThatCannotRun_IsRefusedWithTheReason(string reason) =>
        PipelineRules.Wrong(Of(Faults[reason]), SamplePipelines.Model).ShouldContain($"job: {reason}");

    [Fact]
    public void AllReasons_AreSaidTogether()
    {
        var refusal = Should.Throw<FridgeException>(() => PipelineRules.Require([Of(Job with { Limit = TimeSpan.Zero, Steps = [new Invoke("Burn")] })], SamplePipelines.Model));

        refusal.WrongUse.ShouldBeTrue();
        refusal.Evidence.Count.ShouldBe(2);
    }

    [Fact]
    public void Samples_AreRefusedForNothing() => PipelineRules.Wrong(SamplePipelines.Release, SamplePipelines.Model).ShouldBeEmpty();

    [Fact]
    public void EachPipelineOfTheBuild_InvokesWhatTheBuildHas()
    {
        var build = Fridge.Engine.BuildModel.Of<Build>();

        Build.Pipelines.ShouldNotBeEmpty();
        Build.Pipelines.SelectMany(pipeline => PipelineRules.Wrong(pipeline, build)).ShouldBeEmpty();
    }

    private static Pipeline Of(PipelineJob job) => new("sample") { Title = "Sample", On = [new PullRequest(), Pushed], Jobs = [job] };
}
