using Fridge.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Output.GitHub;

/// <summary>What a run says to the pipeline whose step it is.</summary>
public sealed class JobOutputTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private string Page => folder["summary.md"];

    private Dictionary<string, string> Step => new() { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = Page, ["FRIDGE_SHOP_TOKEN"] = "hunter22" };

    [Fact]
    public async Task Page_OfARunThatFailed_IsTheKeptOne()
    {
        await RunAsync(new AbcBuild { Root = folder.Path }, "C D --broken B --parallel 1");

        (await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken)).ShouldMatchFile("../../Snapshots/page-fail.md");
    }

    [Fact]
    public async Task Page_OfASecondRun_StandsUnderTheFirst()
    {
        await RunAsync(new AbcBuild { Root = folder.Path }, "C --parallel 1");
        await RunAsync(new AbcBuild { Root = folder.Path }, "D");

        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        page.ShouldStartWith("### C: done\n");
        page.ShouldContain("\n### D: done\n");
    }

    [Fact]
    public async Task Page_WhatOthersSay_IsTextAndNothingElse()
    {
        await RunAsync(new Telling { Root = folder.Path }, "Tell");

        var page = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        page.ShouldContain(@"a \| b \<img src\=x\> \`c\` \[d\](e)<br>\# f");
        page.ShouldContain("\n````text\nSaid ```` in between.\n".Replace("````text", "`````text"));
        page.ShouldNotContain("hunter22");
    }

    [Fact]
    public async Task Lines_OfOthers_AreNoCommands_UntilAWordThatNobodyKnows()
    {
        var run = await RunAsync(new Telling { Root = folder.Path }, "Tell");

        var lines = run.Out.Split('\n');
        var word = lines[0].ShouldStartWithAnd("::stop-commands::fridge-");
        var resumed = Array.IndexOf(lines, $"::{word}::");
        lines.Index().Single(line => line.Item.Contains("::add-mask::")).Index.ShouldBeLessThan(resumed);
        lines[..resumed].Count(line => line.Contains(word)).ShouldBe(1);
        lines[(resumed + 1)..].ShouldAllBe(line => line.StartsWith("::error ") || line.Length == 0);
        (await RunAsync(new Telling { Root = folder.Path }, "Tell")).Out.ShouldNotContain(word);
    }

    [Fact]
    public async Task Annotations_OnePerPlace_BelowTheCheckout_WithoutSecrets()
    {
        var run = await RunAsync(new Telling { Root = folder.Path }, "Tell");

        run.Out.ShouldContain("\n::error file=clusters/a.yaml,line=3,col=7,title=Tell failed::It is ***%0Aand more\n");
        run.Out.ShouldContain("\n::error file=b.yaml,line=1,title=Tell failed::wrong\n");
    }

    [Fact]
    public async Task Refused_BeforeAnythingRan_IsAnnotatedToo()
    {
        var run = await RunAsync(new AbcBuild { Root = folder.Path }, "Bb");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("::error title=Refused::");
        (await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken)).ShouldContain("**Refused**");
    }

    [Fact]
    public async Task Json_StaysJson_AndTheCommandsGoWherePeopleRead()
    {
        var run = await RunAsync(new Telling { Root = folder.Path }, "Tell --json");

        run.Lines.ShouldAllBe(line => line.StartsWith('{'));
        run.Out.ShouldBeEmpty();
        run.Error.ShouldStartWith("::stop-commands::");
        run.Lines.Select(EventJson.Read).OfType<TargetFinished>().Single().Result.Failure!.Places!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task APageThatCannotBeWritten_EndsNoRun()
    {
        var run = await EngineRun.OfAsync(new AbcBuild { Root = folder.Path }, "D", new() { ["GITHUB_STEP_SUMMARY"] = folder["no/such/folder.md"] });

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldContain("Output is lost from here on");
    }

    [Fact]
    public async Task ElsewhereThanInAPipeline_NothingIsSaid() =>
        (await EngineRun.OfAsync(new AbcBuild { Root = folder.Path }, "D --broken D")).Out.ShouldNotContain("::");

    public void Dispose() => folder.Dispose();

    private Task<EngineRun> RunAsync(FridgeBuild build, string arguments) => EngineRun.OfAsync(build, arguments, Step);

    private sealed class Telling : SampleBuild
    {
        [Parameter("What nobody reads."), Secret]
        public string? ShopToken { get; set; }

        public Target Tell => _ => _.Executes(run =>
        {
            run.Report.Info("a node says:\n::add-mask::done");
            run.AfterSummary("a | b <img src=x> `c` [d](e)\n# f");
            throw new OvenException($"Said ```` in between.\n{ShopToken}", isWrongUse: false);
        });

        protected internal override Failure? Explain(Exception exception) => new(exception.Message)
        {
            Places = [new(Path.Combine(Root, "clusters", "a.yaml"), 3, 7, $"It is {ShopToken}\nand more"), new("b.yaml", 1, null, "wrong")],
        };
    }
}

file static class Words
{
    public static string ShouldStartWithAnd(this string line, string start)
    {
        line.ShouldStartWith(start);
        return line["::stop-commands::".Length..];
    }
}
