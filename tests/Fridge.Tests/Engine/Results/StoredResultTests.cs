using System.Collections.Immutable;
using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Results;

public sealed class StoredResultTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    [Fact]
    public async Task A_skipped_target_gives_its_stored_value_while_its_inputs_are_the_same()
    {
        await EngineRun.OfAsync(New("one"), "Make");
        var later = New("one");

        var run = await EngineRun.OfAsync(later, "Use --skip");

        run.ExitCode.ShouldBe(0);
        later.Made.ShouldBe(0);
        later.Used.ShouldBe("flink@sha256:one armv7, amd64");
    }

    [Fact]
    public async Task With_other_inputs_the_run_stops_and_names_the_target_to_run()
    {
        await EngineRun.OfAsync(New("one"), "Make");
        var later = New("two");

        var run = await EngineRun.OfAsync(later, "Use --skip Make");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldContain("Use needs the result of Make, which is skipped, and its stored value came from other inputs.\n./build.sh Make");
        later.Used.ShouldBeNull();
    }

    [Fact]
    public async Task A_value_of_another_shape_counts_as_other_inputs()
    {
        checkout.Write(".nuke/temp/results/Make.json", """{"Inputs": "one", "Value": {"Nothing": "of it"}}""");

        var run = await EngineRun.OfAsync(New("one"), "Use --skip");

        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_value_that_is_stored_for_these_inputs_is_not_written_again()
    {
        await EngineRun.OfAsync(New("one"), "Make");
        var before = File.GetLastWriteTimeUtc(checkout[".nuke/temp/results/Make.json"]);

        await EngineRun.OfAsync(New("one"), "Make");
        var again = File.GetLastWriteTimeUtc(checkout[".nuke/temp/results/Make.json"]);
        await EngineRun.OfAsync(New("two"), "Make");

        again.ShouldBe(before);
        File.GetLastWriteTimeUtc(checkout[".nuke/temp/results/Make.json"]).ShouldBeGreaterThan(before);
    }

    [Theory]
    [InlineData("""{"Inputs": "one", "Value": {"Nothing": "of it"}}""")]
    [InlineData("""{"Inputs": "one", "Value": {"Nothing": "of it"}, "Form": "of another compilation"}""")]
    [InlineData("""{"Inputs": "one", "Value": {"Name": "fl""")]
    public async Task A_value_of_another_compilation_is_written_anew(string stored)
    {
        checkout.Write(".nuke/temp/results/Make.json", stored);
        await EngineRun.OfAsync(New("one"), "Make");

        var run = await EngineRun.OfAsync(New("one"), "Use --skip");

        run.ExitCode.ShouldBe(0, run.Out);
    }

    [Theory]
    [InlineData("Hand --skip Take")]
    [InlineData("Hand --skip")]
    [InlineData("Hand --skip Take --plan")]
    public async Task A_result_that_no_run_keeps_cant_be_skipped(string arguments)
    {
        var run = await EngineRun.OfAsync(New("one"), arguments);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe("Take can't be skipped: Hand needs its result, which is not kept from one run to the next.\nThese can be skipped: --skip Make Use\n");
    }

    [Fact]
    public async Task A_value_whose_inputs_changed_meanwhile_is_not_stored()
    {
        var build = New("one");
        build.MakesInput = "two";
        await EngineRun.OfAsync(build, "Make");

        var run = await EngineRun.OfAsync(New("one"), "Use --skip Make");

        run.Out.ShouldContain("no value is stored for it");
    }

    [Fact]
    public async Task Check_stores_nothing()
    {
        await EngineRun.OfAsync(New("one"), "Make --check");

        Directory.Exists(checkout[".nuke/temp/results"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_target_whose_condition_does_not_hold_gives_what_is_stored_or_nothing()
    {
        var without = New("one", isOff: true);
        await EngineRun.OfAsync(without, "Try");
        await EngineRun.OfAsync(New("one"), "Make");
        var with = New("one", isOff: true);
        await EngineRun.OfAsync(with, "Try");

        without.Used.ShouldBe("nothing");
        with.Used.ShouldBe("sha256:one");
    }

    [Fact]
    public async Task Reading_a_result_without_depending_on_it_is_a_bug_of_the_class()
    {
        var run = await EngineRun.OfAsync(New("one"), "Sneak");

        run.ExitCode.ShouldBe(1);
        run.Out.ShouldContain("Sneak reads the result of Make without DependsOn(Make).");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_a_warning()
    {
        checkout.Write(".nuke/temp/results", "a file in the way");

        var run = await EngineRun.OfAsync(New("one"), "Make");

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldContain("The result could not be stored, so --skip Make won't find it");
    }

    public void Dispose() => checkout.Dispose();

    private StoringBuild New(string input, bool isOff = false) => new() { Root = checkout.Path, Input = input, IsOff = isOff };

    private sealed record Image(string Name, string Digest, ImmutableArray<DayOfWeek> Days)
    {
        public required ImmutableArray<string> Platforms { get; init; }
    }

    private sealed class StoringBuild : SampleBuild
    {
        public required string Input { get; set; }

        /// <summary>What Make leaves as its own input.</summary>
        public string? MakesInput { get; set; }

        public bool IsOff { get; init; }

        public int Made { get; private set; }

        public string? Used { get; private set; }

        public Target<Image> Make => _ => _
            .OnlyWhenDynamic(() => !IsOff)
            .InputsHash(() => Input)
            .Executes(_ =>
            {
                Made++;
                var image = new Image("flink", $"sha256:{Input}", [DayOfWeek.Monday]) { Platforms = ["armv7", "amd64"] };
                Input = MakesInput ?? Input;
                return image;
            });

        public Target Use => _ => _.DependsOn(Make).Executes(run =>
        {
            var image = run.ResultOf(Make);
            Used = $"{image.Name}@{image.Digest} {string.Join(", ", image.Platforms)}";
        });

        public Target Try => _ => _.DependsOn(Make).Executes(run =>
        {
            Used = run.TryResultOf(Make, out var image) ? image.Digest : "nothing";
        });

        public Target<object> Take => _ => _.Executes(_ => new object());

        public Target Hand => _ => _.DependsOn(Take, Use).Executes(run =>
        {
            run.ResultOf(Take);
        });

        public Target Sneak => _ => _.After(Make).Executes(run =>
        {
            run.ResultOf(Make);
        });
    }
}
