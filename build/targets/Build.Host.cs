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
        .Plans((run, ct) => PlanHostAsync(run, Update && !Unsigned ? [.. Source.HostNeeds, HostNeed.Signatures] : Source.HostNeeds, ct))
        .Foresees(ready => ready.Facts)
        .Applies(EnsureHostAsync);

    /// <summary>Nothing but its own state is looked at, so another target may ask for its own needs in the same way.</summary>
    private async Task<Changes<HostReadiness>> PlanHostAsync(TargetRun run, ImmutableArray<HostNeed> needs, CancellationToken ct)
    {
        var ready = await Installer.LookAsync(needs, run.Ask.IsInteractive, ct);
        return new Changes<HostReadiness>(ready, ready.Plan.IsReady, ready.Plan.IsReady ? "ready" : "would install") { Lines = ready.Plan.Describe() };
    }

    private async Task<HostFacts> EnsureHostAsync(TargetRun run, HostReadiness ready, CancellationToken ct)
    {
        var consent = new InstallConsent(run.Options.Yes, run.Options.NoInstall, run.Ask.IsInteractive);
        var facts = await Installer.EnsureAsync(ready, consent, token => ConsentAsync(run, ready.Plan, token), run.Report, ct);
        run.Done(!ready.Plan.IsReady, "made ready");
        return facts;
    }

    private static Task<bool> ConsentAsync(TargetRun run, HostPlan plan, CancellationToken ct)
    {
        foreach (var line in plan.Describe())
            run.Report.Info(line);
        return run.Ask.ConfirmAsync("Install this?", assume: true, ct);
    }

    private HostInstaller Installer => new(Processes, Time);
}
