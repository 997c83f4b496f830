using Fridge.Tooling.Host;

namespace Fridge.Targets.Testing;

/// <param name="Host">This machine beside what the suite needs; null: it needs nothing.</param>
internal sealed record TestsToRun(TestPlan Plan, HostReadiness? Host);
