using Fridge.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

/// <summary>A makes something, B needs what A gives, C changes something of its own beside them.</summary>
public sealed class PlanThenApplyTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    public void Dispose() => checkout.Dispose();

    [Theory]
    [InlineData("check-would-change", "B C --check --parallel 1")]
    [InlineData("check-diff", "C --check --diff")]
    [InlineData("check-unchanged", "B C --check --there --parallel 1")]
    [InlineData("check-foreseen", "E --check")]
    [InlineData("check-json", "C --check --diff --json")]
    [InlineData("apply", "B C --parallel 1")]
    [InlineData("apply-diff", "C --diff")]
    [InlineData("apply-unchanged", "B C --there --parallel 1")]
    [InlineData("check-refused", "C --check --forbidden")]
    public async Task Looks_as_expected(string name, string arguments)
    {
        var run = await EngineRun.OfAsync(Build(), arguments);

        $"$ ./build.sh {arguments}\n--- exit {run.ExitCode}\n--- stdout\n{WithoutTraces(run.Events)}{run.Out}--- stderr\n{run.Error}".ShouldMatchFile($"Snapshots/plans-{name}.txt");
    }

    [Theory]
    [InlineData("B C E --check")]
    [InlineData("B C E --check --there")]
    [InlineData("C --check --forbidden")]
    public async Task With_check_nothing_is_secured_and_nothing_is_changed(string arguments)
    {
        var build = Build();

        await EngineRun.OfAsync(build, arguments);

        build.Did.ShouldNotContain(did => did.StartsWith("changed", StringComparison.Ordinal) || did.StartsWith("secured", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_check_it_is_secured_then_planned_then_changed()
    {
        var build = Build();

        (await EngineRun.OfAsync(build, "C")).ExitCode.ShouldBe(0);

        build.Did.ShouldBe(["secured C", "planned C", "changed C"]);
    }

    [Fact]
    public async Task What_is_refused_is_not_changed()
    {
        var build = Build();

        (await EngineRun.OfAsync(build, "C --forbidden")).ExitCode.ShouldBe(2);

        build.Did.ShouldBe(["secured C", "planned C"]);
    }

    [Fact]
    public async Task An_unchanged_plan_gives_its_value_with_check_too()
    {
        var build = Build();

        await EngineRun.OfAsync(build, "B --check --there");

        build.Did.ShouldBe(["planned A", "read A", "B got dough"]);
    }

    private PlanBuild Build() => new() { Root = checkout.Path };

    private static string WithoutTraces(string events) =>
        string.Concat(events.Split('\n').Where(line => !line.Contains("   at ")).Select(line => line.Length == 0 ? "" : $"{line}\n"));
}

internal sealed class PlanBuild : SampleBuild
{
    [Parameter("What is to be made is there already.")]
    public bool There { get; set; }

    [Parameter("C's plan must not be applied.")]
    public bool Forbidden { get; set; }

    public List<string> Did { get; } = [];

    public Target<string> A => _ => _
        .Plans((run, _) => PlanAsync(run, "would knead"))
        .Applies((run, plan, _) =>
        {
            Did.Add(There ? "read A" : "changed A");
            run.Done(!There, "kneaded");
            return Task.FromResult(plan);
        });

    public Target B => _ => _
        .DependsOn(A)
        .Executes(run => Did.Add($"B got {run.ResultOf(A)}"));

    public Target C => _ => _
        .Secures((run, _) =>
        {
            Did.Add("secured C");
            return Task.CompletedTask;
        })
        .Plans(async (run, _) => await PlanAsync(run, "would sweep") with
        {
            Lines = There ? [] : ["  sweep the floor"],
            Contents = There ? [] : ["  - dust", "  + shine"],
            Warnings = There ? [] : ["The bucket is old"],
            Refuse = () =>
            {
                if (Forbidden)
                    throw new WrongUseException("The floor is wet.", "Wait.");
            },
        })
        .Applies((run, _, _) =>
        {
            Did.Add("changed C");
            run.Done(!There, "swept");
            return Task.CompletedTask;
        });

    /// <summary>As <see cref="A"/>, and what depends on it is checked with what it foresees.</summary>
    public Target<string> D => _ => _
        .Plans((run, _) => PlanAsync(run, "would guess"))
        .Foresees(plan => $"{plan} foreseen")
        .Applies((run, plan, _) => Task.FromResult(plan));

    public Target E => _ => _
        .DependsOn(D)
        .Executes(run => run.Outcome($"got {run.ResultOf(D)}"));

    private Task<Changes<string>> PlanAsync(TargetRun run, string would)
    {
        Did.Add($"planned {run.Target}");
        return Task.FromResult(Changes.Of("dough", There, would));
    }
}
