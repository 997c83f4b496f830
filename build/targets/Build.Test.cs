using Fridge.Engine;
using Fridge.Targets.Testing;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The suites: what they run, and one true line of numbers.</summary>
public sealed partial class Build
{
    [Parameter("Which tests: fast (no engine), ci (fast, end to end, and what needs an engine), soak (seeded kills), field (what goes wrong on real shelves), kubernetes (over containerd), release (from a tag to strangers who deploy it)", For = [nameof(Test)])]
    private Suite Suite { get; init; } = Suite.Ci;

    [Parameter("Only tests whose class or method name contains this", Placeholder = "TEXT", For = [nameof(Test)])]
    private string? Filter { get; init; }

    private Target Test => _ => _
        .Description("Runs the tests; --suite chooses")
        .Produces("artifacts/tests")
        .After(Host)
        .Also(WantsSources)
        .Plans(async (run, ct) =>
        {
            var plan = TestPlan.For(Suite, Filter);
            var host = Suite == Suite.Fast ? null : await PlanHostAsync(run, HostNeeds.Tests, ct);
            return Changes.Of(new TestsToRun(plan, host?.Plan), isEmpty: false, $"would run {string.Join(" and ", plan.Programs.Select(program => program.Project))}") with
            {
                Lines = host?.Lines ?? [],
            };
        })
        .Applies(async (run, tests, ct) =>
        {
            if (tests.Host is { } host)
                await EnsureHostAsync(run, host, ct);
            var result = await new TestRunner(Processes, Paths, run.Report).RunAsync(tests.Plan, ct);
            run.Outcome(result.Summary);
            if (Suite == Suite.Field)
                run.AfterSummary(result.Score);
            run.AfterSummary(result.Summary);
            result.ThrowIfFailed();
        });
}
