using System.Security.Cryptography;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Registry;
using Fridge.Registry.Pushing;
using Fridge.Registry.Running;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Targets.Sessions;
using Fridge.Tooling.Sources;

namespace Fridge.Targets;

/// <summary>From converged hosts and built images to a running job.</summary>
public sealed partial class Build
{
    /// <summary>False with --check, when images would first have to be built.</summary>
    private bool imagesExist = true;

    private const string ForARollout = "nodes, hosts and images are ready";

    private const string NoCheck = "--check isn't given";

    private ILockHandle? heldLock;

    /// <exception cref="WrongUseException">The target that asks runs without the lock.</exception>
    private ILockHandle HeldLock => heldLock
        ?? throw new WrongUseException($"Nothing is changed without the lock on {Cluster.Name}.", $"Don't skip {nameof(TakeLock)}.");

    private Orchestration Orchestration => Orchestration.Of(Cluster);

    private IRendering Rendering => Orchestration.Rendering;

    private IOrchestrator Open(TargetRun run, Cluster reachable) => Orchestration.Open(Sessions(run, reachable), reachable, Time, run.Report);

    private volatile bool changed;

    /// <summary>What changes nodes and stack on the way of Deploy; verbs beside it on a command line come after.</summary>
    private Delegate[] Deploying => [Provision, Registry, Push, Rollout, Deploy];

    /// <summary>Every changing command holds it, from before the first change to the end of the run; being a result, it can't be skipped.</summary>
    private Target<ILockHandle> TakeLock => _ => _
        .Description("Takes the cluster's lock on the first manager")
        .DependsOn(Nodes)
        .OnlyWhenDynamic(() => nodesExist, "there are nodes")
        .OnlyWhenStatic(() => !Options.Check, NoCheck)
        .Unlisted()
        .Executes((run, ct) => TakeLockAsync(run, run.ResultOf(Nodes).Cluster, ct));

    /// <summary>Before the first effect: a misspelt override must not be found when the images are built.</summary>
    private Target Templates => _ => _
        .Description("Renders the stack once without its images: what is wrong in a template or an override")
        .DependsOn(Memory)
        .Before(Host)
        .Unlisted()
        .Executes(async (run, ct) => Rendering.Rehearse(await TemplateSet.ReadAsync(RootDirectory, Rendering.TemplateFolder, Cluster.Name, ct), Cluster, run.ResultOf(Memory)));

    private Target<RenderedRelease> Manifests => _ => _
        .Description("Renders the manifests to artifacts/manifests")
        .DependsOn(Memory, Templates, Images, Secrets)
        .OnlyWhenDynamic(() => imagesExist, "the images are built")
        .Produces("artifacts/manifests")
        .Executes(async (run, ct) =>
        {
            var templates = await TemplateSet.ReadAsync(RootDirectory, Rendering.TemplateFolder, Cluster.Name, ct);
            var release = Rendering.Render(templates, Cluster, run.ResultOf(Memory), run.ResultOf(Images), run.ResultOf(Secrets));
            var folder = await ManifestFolder.WriteAsync(Rendering, release, Paths.Artifacts, ct);
            run.Outcome($"{release.Workloads.Length} services in {release.Waves} waves");
            run.Report.Detail($"Written to {folder}");
            return release;
        });

    private Target Registry => _ => _
        .Description("Starts the cluster's own registry on the first manager")
        .DependsOn(Provision, Images, TakeLock, Nodes)
        .OnlyWhenDynamic(() => CanRollOut, ForARollout)
        .Executes(async (run, ct) =>
        {
            var formed = run.ResultOf(Provision).Cluster;
            var image = run.ResultOf(Images)["registry"];
            if (run.Check)
            {
                run.Outcome(RegistryService.Plan(formed, image) ?? "unchanged");
                return;
            }

            await EnsureHeldAsync(ct);
            var service = new RegistryService(Sessions(run, run.ResultOf(Nodes).Cluster), run.Report, Time);
            Done(run, await service.EnsureAsync(formed, image, ct), "started");
        });

    private Target Push => _ => _
        .Description("Pushes the images to the cluster's registry; what is there isn't sent again")
        .DependsOn(Registry, Images, Provision, Nodes)
        .OnlyWhenDynamic(() => CanRollOut, ForARollout)
        .Executes(async (run, ct) =>
        {
            var pusher = new ImagePusher(Sessions(run, run.ResultOf(Nodes).Cluster), run.Report);
            var formed = run.ResultOf(Provision).Cluster;
            var thereIsNoRegistryYet = run.Check && formed.RegistrySpec is null;
            var plan = thereIsNoRegistryYet ? PushPlan.OfAll(formed, run.ResultOf(Images)) : await pusher.PlanAsync(formed, run.ResultOf(Images), ct);
            if (run.Check)
            {
                foreach (var line in plan.Lines())
                    run.Report.Info(line);
                run.Outcome(plan.IsUnchanged ? "unchanged" : $"would push {plan.Names}");
                return;
            }

            await EnsureHeldAsync(ct);
            await pusher.PushAsync(formed, plan, ct);
            Done(run, !plan.IsUnchanged, $"pushed {plan.Names}");
        });

    private Target<RolloutResult> Rollout => _ => _
        .Description("Rolls the stack out, wave by wave, each behind its gates")
        .DependsOn(Provision, Manifests, Push, TakeLock, Nodes, Secrets)
        .OnlyWhenDynamic(() => CanRollOut, ForARollout)
        .Executes(async (run, ct) =>
        {
            var rollout = new ReleaseRollout(Open(run, run.ResultOf(Nodes).Cluster), Time, run.Report, Redactor);
            if (run.Check)
                return await CheckRolloutAsync(run, rollout, run.ResultOf(Manifests), ct);

            var result = await rollout.RunAsync(new RolloutRequest(run.ResultOf(Manifests), await OriginAsync(ct)) { Limits = RolloutLimits.Of(Cluster), Secrets = run.ResultOf(Secrets) }, HeldLock, ct);
            Done(run, result.Changed, $"release {result.Number} rolled out");
            return result;
        });

    private Target CollectRegistry => _ => _
        .Description("Deletes from the cluster's registry what neither a service nor a kept release uses")
        .DependsOn(Rollout, Provision, Images, TakeLock, Nodes)
        .OnlyWhenDynamic(() => CanRollOut, ForARollout)
        .OnlyWhenStatic(() => !Options.Check, NoCheck)
        .ProceedAfterFailure()
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            var formed = run.ResultOf(Provision).Cluster;
            var sessions = Sessions(run, run.ResultOf(Nodes).Cluster);
            var kept = await KeptImages.ReadAsync(Open(run, run.ResultOf(Nodes).Cluster), ct);
            if (kept.Reason is { } reason)
            {
                run.Outcome(reason);
                return;
            }

            var service = new RegistryService(sessions, run.Report, Time);
            var plan = await service.PlanCollectionAsync(formed, kept.References, ct);
            if (!plan.IsUnchanged)
            {
                await EnsureHeldAsync(ct);
                await service.CollectAsync(formed, run.ResultOf(Images)["registry"], plan, ct);
            }

            Done(run, !plan.IsUnchanged, $"{plan.ToDelete.Length} old images deleted");
        });

    private Target Deploy => _ => _
        .Description("From nothing to a running job: all of the above, in dependency order")
        .DependsOn(Rollout, CollectRegistry, Nodes, Provision, Registry, Push, Images)
        .Executes(async (run, ct) =>
        {
            if (run.Check)
            {
                run.AfterSummary("This was a check: nothing was changed.");
                return;
            }

            await ShowStatusAsync(run, run.ResultOf(Nodes).Cluster, ct);
            if (!changed)
                run.AfterSummary("Nothing changed: the cluster was already so.");
            run.AfterSummary("Next: ./build.sh Status, ./build.sh Logs --follow, ./build.sh Stop, ./build.sh Destroy");
        });

    /// <summary>What a changing target says in the summary, and whether the run as a whole changed anything.</summary>
    private void Done(TargetRun run, bool didChange, string words)
    {
        changed |= didChange;
        run.Outcome(didChange ? words : "unchanged");
    }

    private bool CanRollOut => nodesExist && hostsAreConverged && imagesExist;

    private async Task<RolloutResult> CheckRolloutAsync(TargetRun run, ReleaseRollout rollout, RenderedRelease release, CancellationToken ct)
    {
        var (plan, observed) = await rollout.PlanAsync(release, ct);
        foreach (var line in RolloutPlanText.Lines(plan))
            run.Report.Info(line);
        if (run.Diff)
            foreach (var line in RolloutPlanText.Diff(plan, observed, Rendering))
                run.Report.Info(line);
        run.Outcome(plan.ChangesNothing ? "unchanged" : "would change");
        return new RolloutResult(!plan.ChangesNothing, []);
    }

    /// <summary>Once a run: what the command line names beside each other comes one by one, under the same lock.</summary>
    private async Task<ILockHandle> TakeLockAsync(TargetRun run, Cluster reachable, CancellationToken ct)
    {
        if (heldLock is not null)
            return heldLock;
        return heldLock = resources.Hold(await Open(run, reachable).LockAsync(LockHolder.Me(string.Join(' ', InvokedTargets)), run.Options.Wait, ct));
    }

    /// <summary>After a reboot of the node that kept it. The handle that was lost holds nothing, and goes at the end of the run.</summary>
    private async Task RetakeLockAsync(TargetRun run, Cluster reachable, CancellationToken ct)
    {
        heldLock = null;
        await TakeLockAsync(run, reachable, ct);
    }

    private Task EnsureHeldAsync(CancellationToken ct) => HeldLock.EnsureHeldAsync(ct);

    /// <summary>Who rolls out, and from what, for the record of the release.</summary>
    private async Task<ReleaseOrigin> OriginAsync(CancellationToken ct)
    {
        var source = await SourceRevision.ReadAsync(Processes, RootDirectory, ct);
        var file = await File.ReadAllBytesAsync(ChooseClusterFile().FullPath(Environment.CurrentDirectory, RootDirectory), ct);
        return new ReleaseOrigin(
            $"{Environment.UserName}@{Environment.MachineName}", source?.Commit, source?.IsDirty ?? false, System.Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
