using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>Sentences say ./build.sh; a program that is started otherwise says its own name, wherever the sentence goes.</summary>
public sealed class InvocationTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    [Fact]
    public async Task AMessage_AFailureAndItsNextStep_NameTheProgram()
    {
        var run = await EngineRun.OfAsync(new Named { Root = checkout.Path, Typed = "../fridge" }, "Fails");

        run.ExitCode.ShouldBe(1);
        run.Out.ShouldContain("../fridge Status says more");
        run.Out.ShouldContain("../fridge Deploy");
        run.Out.ShouldNotContain("build.sh");
    }

    [Fact]
    public async Task Events_NameTheProgram()
    {
        var run = await EngineRun.OfAsync(new Named { Root = checkout.Path, Typed = "../fridge" }, "Fails --json");

        run.Events.ShouldContain("../fridge Status says more");
        (run.Events + run.Error).ShouldNotContain("build.sh");
    }

    [Theory]
    [InlineData("", "Usage: ../fridge [Target")]
    [InlineData("Fails --help", "../fridge Fails --hard")]
    [InlineData("Nothing", "../fridge --help lists the targets.")]
    public async Task HelpAndRefusals_NameTheProgram(string typed, string said)
    {
        var run = await EngineRun.OfAsync(new Named { Root = checkout.Path, Typed = "../fridge" }, typed);

        (run.Out + run.Error).ShouldContain(said);
        (run.Out + run.Error).ShouldNotContain("build.sh");
    }

    [Fact]
    public async Task InACheckout_TheScriptStays() =>
        (await EngineRun.OfAsync(new Named { Root = checkout.Path, Typed = FridgeBuild.Script }, "Fails")).Out.ShouldContain("./build.sh Status says more");

    [Theory]
    [InlineData("bash", "complete -F _fridge_build fridge ../fridge")]
    [InlineData("zsh", "#compdef fridge")]
    [InlineData("fish", "complete -c fridge -f")]
    [InlineData("bash", "complete -F _fridge_build 'my fridge' './my fridge'", "'./my fridge'")]
    public void Completion_IsForTheProgram(string shell, string line, string typed = "../fridge")
    {
        var lines = CompletionScript.Lines(shell, [], typed).ToList();

        lines.ShouldContain(line);
        string.Concat(lines).ShouldNotContain("build.sh");
    }

    public void Dispose() => checkout.Dispose();

    private sealed class Named : SampleBuild
    {
        public required string Typed { get; init; }

        protected internal override string Invocation => Typed;

        protected internal override System.Collections.Immutable.ImmutableArray<Example> Examples => [new("Fails --hard", "an example")];

        protected internal override Failure? Explain(Exception exception) => new(exception.Message, "./build.sh Deploy");

        private Target Fails => _ => _
            .Description("fails")
            .Executes((run, _) =>
            {
                run.Report.Info("./build.sh Status says more");
                throw new InvalidOperationException("It failed.");
            });
    }
}
