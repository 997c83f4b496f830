using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>A target's own argument: a word behind it that is no target.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    [Theory]
    [InlineData("Slice loaf.txt")]
    [InlineData("Slice --thin loaf.txt")]
    [InlineData("slice Sweep loaf.txt")]
    [InlineData("Slice --bread loaf.txt")]
    public async Task A_word_that_is_no_target_is_the_argument_of_the_target_before_it(string arguments)
    {
        var (build, run) = await RunAsync(arguments);

        run.Error.ShouldBeEmpty();
        build.Bread.ShouldBe("loaf.txt");
    }

    [Fact]
    public async Task A_list_takes_all_words()
    {
        var (build, _) = await RunAsync("Spread jam butter Sweep");

        build.Spreads.ShouldBe(["jam", "butter"]);
        build.InvokedTargets.ShouldBe(["Spread", "Sweep"]);
    }

    [Theory]
    [InlineData("loaf.txt Slice", "There is no target loaf.txt.")]
    [InlineData("Sweep Slic", "There is no target Slic.\nDid you mean Slice?")]
    [InlineData("Slice a.txt b.txt", "--bread is given twice with different values.")]
    public async Task Elsewhere_it_is_an_unknown_target(string arguments, string expected)
    {
        var (_, run) = await RunAsync(arguments);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Help_shows_it_with_its_target()
    {
        var (_, run) = await RunAsync("--help");

        run.Out.ShouldContain("  Slice FILE      Slices\n");
        run.Out.ShouldContain("  Spread STRING…\n");
        (await RunAsync("Slice --help")).Run.Out.ShouldContain("  --bread FILE");
    }

    public void Dispose() => checkout.Dispose();

    private async Task<(BreadBuild Build, EngineRun Run)> RunAsync(string arguments)
    {
        var build = new BreadBuild { Root = checkout.Path };
        return (build, await EngineRun.OfAsync(build, arguments));
    }

    private sealed class BreadBuild : SampleBuild
    {
        [Parameter("What is sliced.", Placeholder = "FILE", ArgumentOf = nameof(Slice))]
        public string? Bread { get; set; }

        [Parameter("What goes on it.", ArgumentOf = nameof(Spread))]
        public string[] Spreads { get; set; } = [];

        [Parameter("Thin slices.")]
        public bool Thin { get; set; }

        public Target Slice => _ => _.Description("Slices").Executes(() => { });

        public Target Spread => _ => _.Executes(() => { });

        public Target Sweep => _ => _.Executes(() => { });
    }
}
