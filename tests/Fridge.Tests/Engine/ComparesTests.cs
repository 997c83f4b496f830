using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>A target that only looks: its run is a check, and its exit code says what it saw.</summary>
public sealed class ComparesTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    public void Dispose() => checkout.Dispose();

    [Theory]
    [InlineData("Look --there", 0)]
    [InlineData("Look --there --other", 3)]
    [InlineData("Look", 3)]
    [InlineData("Look --there --broken", 1)]
    [InlineData("Look Sweep", 2)]
    public async Task Exit_code_is_0_for_equal_and_3_for_different_or_nothing_to_compare_with(string arguments, int expected)
    {
        var build = new ComparingBuild { Root = checkout.Path };

        (await EngineRun.OfAsync(build, arguments)).ExitCode.ShouldBe(expected);

        build.Did.ShouldBeEmpty("a look changes nothing");
    }

    [Fact]
    public async Task Beside_another_target_it_is_refused_with_what_to_type()
    {
        var run = await EngineRun.OfAsync(new ComparingBuild { Root = checkout.Path }, "Sweep Look");

        run.Error.ShouldBe("Look changes nothing, so it must be the only target.\n./build.sh Look\n");
    }
}

internal sealed class ComparingBuild : SampleBuild
{
    [Parameter("What is to be made is there already.")]
    public bool There { get; set; }

    [Parameter("It is another one.")]
    public bool Other { get; set; }

    [Parameter("It can't be looked at.")]
    public bool Broken { get; set; }

    public List<string> Did { get; } = [];

    public Target<string> Bread => _ => _
        .Plans((_, _) => Task.FromResult(Changes.Of("bread", There, "would bake")))
        .Applies((_, plan, _) =>
        {
            if (!There)
                Did.Add("baked");
            return Task.FromResult(plan);
        });

    public Target Look => _ => _
        .Compares()
        .DependsOn(Bread)
        .Executes(run =>
        {
            run.Check.ShouldBeTrue();
            run.Diff.ShouldBeTrue();
            if (Broken)
                throw new InvalidOperationException("It is dark.");
            if (Other)
                run.Differs();
        });

    public Target Sweep => _ => _.Executes(() => Did.Add("swept"));
}
