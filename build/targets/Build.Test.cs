using Fridge.Engine;
using Fridge.Targets.Testing;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The suites: what they run, and one true line of numbers.</summary>
public sealed partial class Build
{
    [Parameter("Which tests: fast (no engine), ci (fast, end to end, and what needs an engine), soak (seeded kills)", For = [nameof(Test)])]
    private Suite Suite { get; init; } = Suite.Ci;

    [Parameter("Only tests whose class or method name contains this", Placeholder = "TEXT", For = [nameof(Test)])]
    private string? Filter { get; init; }

    private Target Test => _ => _
        .Description("Runs the tests; --suite chooses")
        .Produces("artifacts/tests")
        .After(Host)
        .Executes(async (run, ct) =>
        {
            var plan = TestPlan.For(Suite, Filter);
            if (Suite != Suite.Fast)
                await EnsureHostAsync(run, HostNeeds.Tests, ct);
            if (run.Check)
            {
                run.Outcome($"would run {string.Join(" and ", plan.Programs.Select(program => program.Project))}");
                return;
            }

            var runner = new TestRunner(Processes, Paths, run.Report);
            var result = await runner.RunAsync(plan, ct);
            run.Outcome(result.Summary);
            run.AfterSummary(result.Summary);
            result.ThrowIfFailed();
        });
}
