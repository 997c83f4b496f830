namespace Fridge.Engine;

/// <summary>A target whose result is read can be skipped only where results are stored: where it has an <c>InputsHash</c>.</summary>
internal static class SkipCheck
{
    public static void Refuse(RunPlan plan)
    {
        var wrong = (from reader in plan.Running
                     from name in reader.DependsOn
                     where plan[name] is { Skip.ByCommandLine: true } skipped && !CanBeSkipped(skipped)
                     group reader.Name by name into readers
                     select $"{readers.Key} can't be skipped: {readers.First()} needs its result, which is not kept from one run to the next.").ToList();
        if (wrong.Count > 0)
            throw new WrongUseException(string.Join('\n', wrong), WhatCanBe(plan));
    }

    private static string WhatCanBe(RunPlan plan)
    {
        var names = plan.Targets.Where(target => !target.IsRequested && CanBeSkipped(target)).Select(target => target.Name).ToList();
        return names.Count == 0 ? "Leave --skip out: no target here can be skipped." : $"These can be skipped: --skip {string.Join(' ', names)}";
    }

    private static bool CanBeSkipped(PlannedTarget target) => target.Node.Settings is { ResultType: null } or { InputsHash: not null };
}
