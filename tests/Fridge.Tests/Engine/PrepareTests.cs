using Fridge.Engine;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>What a build has to know before anything is planned or shown.</summary>
public sealed class PrepareTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Go")]
    [InlineData("Go --plan")]
    public async Task Comes_before_the_first_line_and_knows_the_parameters(string arguments)
    {
        var run = await EngineRun.OfAsync(new PreparedBuild { Root = folder.Path }, $"{arguments} --cluster shelf");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Out.ShouldStartWith("shelf has 3 nodes");
    }

    [Fact]
    public async Task Where_it_refuses_nothing_runs_and_the_code_is_that_of_the_refusal()
    {
        var build = new PreparedBuild { Root = folder.Path };

        var run = await EngineRun.OfAsync(build, "Go --cluster nowhere");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("nowhere isn't there.");
        build.HasRun.ShouldBeFalse();
    }

    [Fact]
    public async Task Help_does_without_it() => (await EngineRun.OfAsync(new PreparedBuild { Root = folder.Path }, "--help --cluster nowhere")).ExitCode.ShouldBe(0);

    private sealed class PreparedBuild : SampleBuild
    {
        private int nodes;

        [Parameter("The cluster's name.", Placeholder = "NAME")]
        public string Cluster { get; private set; } = "";

        public bool HasRun { get; private set; }

        public Target Go => _ => _.Executes(() => HasRun = true);

        protected internal override Task PrepareAsync(CancellationToken cancellationToken)
        {
            nodes = Cluster == "nowhere" ? throw new FridgeException("nowhere isn't there.", "Name another.", wrongUse: true) : 3;
            return Task.CompletedTask;
        }

        protected internal override string? FirstLine() => $"{Cluster} has {nodes} nodes";

        protected internal override Failure? Explain(Exception exception) => exception is FridgeException failed ? new Failure(failed.Message, failed.NextStep, failed.WrongUse) : null;
    }
}
