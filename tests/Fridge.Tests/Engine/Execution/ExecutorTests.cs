using Fridge.Engine;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Execution;

public sealed class ExecutorTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    [Fact]
    public async Task Independent_targets_run_at_the_same_time()
    {
        var build = new Pair { Root = checkout.Path };

        var run = await EngineRun.OfAsync(build, "Left Right --parallel 2");

        run.ExitCode.ShouldBe(0, "each waits until the other has started");
    }

    [Fact]
    public async Task Parallel_one_runs_them_one_by_one()
    {
        var build = new Counting { Root = checkout.Path };

        await EngineRun.OfAsync(build, "A B C --parallel 1");

        build.Most.ShouldBe(1);
    }

    [Fact]
    public async Task When_one_fails_independent_ones_finish_and_dependants_are_not_run()
    {
        var build = new Family { Root = checkout.Path, Broken = "Mother" };

        var run = await EngineRun.OfAsync(build, "Child Aunt --parallel 1");

        run.ExitCode.ShouldBe(1);
        build.Ran.ShouldBe(["Mother", "Father", "Aunt", "Cleaner"], ignoreOrder: true);
        run.Out.ShouldMatch("Child +not run +needs Mother");
    }

    [Fact]
    public async Task Fail_fast_stops_independent_ones_but_not_the_assured()
    {
        var build = new Family { Root = checkout.Path, Broken = "Mother" };

        var run = await EngineRun.OfAsync(build, "Child Aunt --parallel 1 --fail-fast");

        build.Ran.ShouldBe(["Mother", "Cleaner"]);
        run.Out.ShouldContain("stopped after Mother failed");
    }

    [Theory]
    [InlineData(null, "Night", "Image", "Day")]
    [InlineData("Night", "Night")]
    public async Task When_a_trigger_fails_nothing_that_it_would_have_brought_along_is_run(string? broken, params string[] ran)
    {
        var build = new Nights { Root = checkout.Path, Broken = broken };

        var run = await EngineRun.OfAsync(build, "Night");

        run.ExitCode.ShouldBe(broken is null ? 0 : 1);
        build.Ran.ShouldBe(ran);
        if (broken is not null)
            run.Out.ShouldMatch("Image +not run +follows Night");
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task What_only_comes_after_wrong_use_is_not_run_but_after_a_failure_it_is(bool isWrongUse, int exitCode)
    {
        var build = new Careful { Root = checkout.Path, IsWrongUse = isWrongUse };

        var run = await EngineRun.OfAsync(build, "Arithmetic Deed");

        run.ExitCode.ShouldBe(exitCode);
        build.IsDone.ShouldBe(!isWrongUse);
        if (isWrongUse)
            run.Out.ShouldMatch("Deed +not run +Arithmetic was refused");
    }

    [Fact]
    public async Task Proceed_after_failure_lets_dependants_run_and_the_run_fails_all_the_same()
    {
        var build = new Family { Root = checkout.Path, Broken = "Father" };

        var run = await EngineRun.OfAsync(build, "Child");

        run.ExitCode.ShouldBe(1);
        build.Ran.ShouldContain("Child");
    }

    [Fact]
    public async Task A_triggered_target_is_not_run_when_its_trigger_failed()
    {
        var build = new Family { Root = checkout.Path, Broken = "Child" };

        var run = await EngineRun.OfAsync(build, "Child");

        build.Ran.ShouldNotContain("Party");
        run.Out.ShouldContain("follows Child");
    }

    [Fact]
    public async Task A_signal_cancels_what_runs_closes_with_the_summary_and_gives_130()
    {
        using var signal = new CancellationTokenSource();
        var build = new Waiting { Root = checkout.Path, Started = signal.Cancel };

        var run = await EngineRun.OfAsync(build, "After", signal: signal);

        run.ExitCode.ShouldBe(130);
        build.CleanedUp.ShouldBeTrue();
        run.Out.ShouldContain("Interrupted: targets clean up, at most 30 s.");
        run.Out.ShouldMatch("Wait +interrupted");
        run.Out.ShouldMatch("After +not run +interrupted");
    }

    [Fact]
    public async Task One_that_does_not_clean_up_in_time_is_left_behind()
    {
        using var signal = new CancellationTokenSource();
        var build = new Waiting { Root = checkout.Path, Started = signal.Cancel, IsDeaf = true };

        var run = await EngineRun.OfAsync(build, "Wait", signal: signal, forward: TimeSpan.FromSeconds(31));

        run.ExitCode.ShouldBe(130);
        run.Out.ShouldContain("did not end in time");
    }

    public void Dispose() => checkout.Dispose();

    private sealed class Pair : SampleBuild
    {
        private readonly TaskCompletionSource left = new();
        private readonly TaskCompletionSource right = new();

        public Target Left => _ => _.Executes(async (_, cancellation) =>
        {
            left.SetResult();
            await right.Task.WaitAsync(Eventually.Limit, cancellation);
        });

        public Target Right => _ => _.Executes(async (_, cancellation) =>
        {
            right.SetResult();
            await left.Task.WaitAsync(Eventually.Limit, cancellation);
        });
    }

    private sealed class Counting : SampleBuild
    {
        private int running;

        public int Most { get; private set; }

        public Target A => _ => _.Executes(CountAsync);

        public Target B => _ => _.Executes(CountAsync);

        public Target C => _ => _.Executes(CountAsync);

        private async Task CountAsync(TargetRun run, CancellationToken cancellation)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }
    }

    private sealed class Family : SampleBuild
    {
        public List<string> Ran { get; } = [];

        public string? Broken { get; init; }

        public Target Mother => _ => _.Executes(Live);

        public Target Father => _ => _.ProceedAfterFailure().Executes(Live);

        public Target Child => _ => _.DependsOn(Mother, Father).Triggers(Party, Cleaner).Executes(Live);

        public Target Party => _ => _.Executes(Live);

        public Target Cleaner => _ => _.AssuredAfterFailure().After(Party).Executes(Live);

        public Target Aunt => _ => _.Before(Party).Executes(Live);

        private void Live(TargetRun run)
        {
            lock (Ran)
                Ran.Add(run.Target);
            if (run.Target == Broken)
                throw new InvalidOperationException("broken");
        }
    }

    private sealed class Nights : SampleBuild
    {
        public List<string> Ran { get; } = [];

        public string? Broken { get; init; }

        public Target Image => _ => _.Executes(Live);

        public Target Night => _ => _.Triggers(Day).Executes(Live);

        public Target Day => _ => _.DependsOn(Image).Executes(Live);

        private void Live(TargetRun run)
        {
            Ran.Add(run.Target);
            if (run.Target == Broken)
                throw new InvalidOperationException("broken");
        }
    }

    private sealed class Careful : SampleBuild
    {
        public required bool IsWrongUse { get; init; }

        public bool IsDone { get; private set; }

        public Target Arithmetic => _ => _.Executes((Action)(() =>
            throw (IsWrongUse ? new WrongUseException("does not fit") : new InvalidOperationException("broken"))));

        public Target Deed => _ => _.After(Arithmetic).Executes(() => IsDone = true);
    }

    private sealed class Waiting : SampleBuild
    {
        public required Action Started { get; init; }

        public bool IsDeaf { get; init; }

        public bool CleanedUp { get; private set; }

        public Target Wait => _ => _.Executes(async (_, cancellation) =>
        {
            try
            {
                Started();
                await Task.Delay(Timeout.Infinite, IsDeaf ? CancellationToken.None : cancellation);
            }
            finally
            {
                CleanedUp = true;
            }
        });

        public Target After => _ => _.DependsOn(Wait).Executes(() => { });
    }
}
