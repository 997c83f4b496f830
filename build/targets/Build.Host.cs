using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>This machine: what it lacks, said with sizes and asked once.</summary>
public sealed partial class Build
{
    private Target<HostFacts> Host => _ => _
        .Description("What this machine lacks; installs it after asking")
        .After(Memory)
        .Executes((run, ct) => EnsureHostAsync(run, Source.HostNeeds, ct));

    private async Task<HostFacts> EnsureHostAsync(TargetRun run, ImmutableArray<HostNeed> needs, CancellationToken ct)
    {
        if (run.Check)
            return await CheckHostAsync(run, needs, ct);

        var consent = new InstallConsent(run.Options.Yes, run.Options.NoInstall, run.Ask.IsInteractive);
        var (facts, installed) = await new HostInstaller(Processes, Time).EnsureAsync(
            needs,
            consent,
            (plan, token) =>
            {
                foreach (var line in plan.Describe())
                    run.Report.Info(line);
                return run.Ask.ConfirmAsync("Install this?", assume: true, token);
            },
            run.Report,
            ct);
        Done(run, !installed.IsEmpty, "made ready");
        return facts;
    }

    private async Task<HostFacts> CheckHostAsync(TargetRun run, ImmutableArray<HostNeed> needs, CancellationToken ct)
    {
        var facts = await new HostProbe(Processes, run.Ask.IsInteractive).ProbeAsync(ct);
        var plan = HostPlan.From(facts, needs);
        foreach (var line in plan.Describe())
            run.Report.Info(line);
        run.Outcome(plan.IsReady ? "ready" : "would install");
        return facts;
    }
}
