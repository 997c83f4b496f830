using System.Security.Cryptography;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Registry.Collection;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Verbs;
using Fridge.Targets.Sessions;

namespace Fridge.Targets;

/// <summary>From converged hosts and built images to a running job.</summary>
public sealed partial class Build
{
    private const string NoCheck = "--check isn't given";

    [Parameter("On Kubernetes: take over fields that another tool has set", For = [nameof(Rollout), nameof(Deploy)])]
    private bool ForceConflicts { get; init; }

    private Orchestration? orchestration;

    /// <summary>Chosen once a run: it looks at the recipes of programs and at the kubeconfig that is kept.</summary>
    private Orchestration Orchestration => orchestration ??= Orchestration.Of(Cluster, Schemas, ProgramsOf, Paths, Adopting, ForceConflicts);

    private IRendering Rendering => Orchestration.Rendering;

    /// <summary>It belongs to no target, as the sessions that it goes through.</summary>
    private IOrchestrator Open(TargetRun run, Cluster reachable) =>
        resources.Orchestrator(Sessions(run, reachable), sessions => Orchestration.Open(sessions, reachable, Time, run.RunReport));

    /// <summary>What changes nodes and stack on the way of Deploy; verbs beside it on a command line come after.</summary>
    private Delegate[] Deploying => [Provision, Registry, Push, Rollout, Deploy];

    /// <summary>Before the first effect: a misspelt override must not be found when the images are built.</summary>
    private Target<TemplateSet> Templates => _ => _
        .Description("Renders the stack once without its images, to find mistakes in templates and overrides")
        .DependsOn(Memory)
        .Before(Host)
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            var templates = await TemplateSet.ReadAsync(RootDirectory, Rendering.TemplateFolder, Cluster.Name, ct);
            var release = Rendering.Rehearse(templates, Cluster, run.ResultOf(Memory));
            if (Rendering.CheckedBy(Cluster) is { } judge)
                run.Report.Info($"The manifests are {judge}.");
            if (Parity)
                run.Table(Tables.Parity(await CompareAsync(release, run.ResultOf(Memory), ct)));
            return templates;
        });

    private Target<RenderedRelease> Manifests => _ => _
        .Description("Renders the manifests to artifacts/manifests")
        .DependsOn(Memory, Templates, Images, Secrets)
        .Produces("artifacts/manifests")
        .Plans(async (run, ct) =>
        {
            var release = Rendering.Render(run.ResultOf(Templates), Cluster, run.ResultOf(Memory), run.ResultOf(Images), run.ResultOf(Secrets));
            var folder = ManifestFolder.Of(Rendering, release, Paths.Artifacts);
            return Changes.Of(folder, await folder.IsWrittenAsync(ct), $"would write {folder.Path}");
        })
        .Foresees(folder => folder.Release)
        .Applies(async (run, folder, ct) =>
        {
            await folder.WriteAsync(ct);
            run.Outcome($"{folder.Release.Workloads.Length} services in {folder.Release.Waves} waves");
            run.Report.Detail($"Written to {folder.Path}");
            return folder.Release;
        });

    private Target<RegistryState> Registry => _ => _
        .Description("Starts the cluster's own registry on the first manager, or asks the registry that the cluster file names")
        .DependsOn(Provision, Images, Nodes, ImageLogin)
        .Secures(LockAsync)
        .Plans((run, ct) =>
        {
            var start = Place(run).Start;
            return Task.FromResult(Changes.Of(start, start is null, start ?? ""));
        })
        .Foresees(_ => new RegistryState(Answers: false))
        .Applies(async (run, start, ct) =>
        {
            run.Done(await Place(run).StartAsync(resources.Lock, ct), "started");
            return new RegistryState(Answers: true);
        });

    private Target Push => _ => _
        .Description("Pushes the images to the cluster's own registry, or to the registry that its file names; what is there isn't sent again")
        .DependsOn(Registry, Images, Provision, Nodes, ImageLogin)
        .Secures(LockAsync)
        .Plans(async (run, ct) =>
        {
            var (place, images) = (Place(run), run.ResultOf(Images));
            var plan = run.ResultOf(Registry).Answers ? await place.PlanAsync(images, ct) : place.PlanForNothing(images);
            return Changes.Of(plan, plan.IsUnchanged, $"would push {plan.Names}") with { Lines = plan.Lines() };
        })
        .Applies(async (run, plan, ct) =>
        {
            await Place(run).PushAsync(plan, resources.Lock, ct);
            run.Done(!plan.IsUnchanged, $"pushed {plan.Names}");
        });

    private Target Rollout => _ => _
        .Description("Rolls the stack out, wave by wave, each behind its gates")
        .DependsOn(Provision, Manifests, Push, Nodes, Secrets, ImageLogin)
        .Secures(LockAsync)
        .Plans(async (run, ct) =>
        {
            var plan = await Releases(run).PlanAsync(run.ResultOf(Manifests), ct);
            return Changes.Of(plan, plan.ChangesNothing, "would change") with
            {
                Lines = RolloutPlanText.Lines(plan),
                Contents = run.Diff ? RolloutPlanText.Diff(plan, Rendering) : [],
            };
        })
        .Applies(async (run, plan, ct) =>
        {
            var request = new RolloutRequest(plan.Desired, await OriginAsync(ct)) { Limits = RolloutLimits.Of(Cluster), Secrets = run.ResultOf(Secrets), Login = PullLoginOf(run) };
            var result = DeploysTonight
                ? await Releases(run).ApplyOrGoBackAsync(request, plan, resources.Lock, ct)
                : await Releases(run).ApplyAsync(request, plan, resources.Lock, ct);
            run.Done(result.Changed, $"release {result.Number} rolled out");
        });

    private Target CollectRegistry => _ => _
        .Description("Deletes from the cluster's registry what neither a service nor a kept release uses")
        .DependsOn(Rollout, Provision, Images, Nodes, ImageLogin)
        .OnlyWhenStatic(() => !Options.Check, NoCheck)
        .ProceedAfterFailure()
        .Unlisted()
        .Secures(LockAsync)
        .Plans(async (run, ct) =>
        {
            var place = Place(run);
            if (!place.IsCollected)
                return Changes.Of(new RegistryWaste(CollectionPlan.Nothing, "only the owner of that registry deletes images there"), isEmpty: true, "");
            var kept = await KeptImages.ReadAsync(Open(run, run.ResultOf(Nodes).Cluster), ct);
            var plan = kept.Reason is null ? await place.PlanCollectionAsync(kept.References, ct) : CollectionPlan.Nothing;
            return Changes.Of(new RegistryWaste(plan, kept.Reason), plan.IsUnchanged, $"would delete {plan.ToDelete.Length} old images");
        })
        .Applies(async (run, waste, ct) =>
        {
            var (plan, reason) = waste;
            if (!plan.IsUnchanged)
                await Place(run).CollectAsync(plan, resources.Lock, ct);
            run.Done(!plan.IsUnchanged, $"{plan.ToDelete.Length} old images deleted");
            if (reason is not null)
                run.Outcome(reason);
        });

    private Target Deploy => _ => _
        .Description("From nothing to a running job: the targets below, in dependency order")
        .DependsOn(Rollout, CollectRegistry, Nodes, Provision, Registry, Push, Images)
        .OnlyWhenStatic(() => !Options.Check, NoCheck)
        .Executes(async (run, ct) =>
        {
            var reachable = run.ResultOf(Nodes).Cluster;
            using var flink = await Open(run, reachable).FlinkAsync(Cluster.Flink.UiPort, ct);
            var records = await new FirstRecords(flink, Time, run.Report) { Limits = RolloutLimits.Of(Cluster) }.LookAsync(wait: run.AnythingChanged, ct);
            await ShowStatusAsync(run, reachable, ct);
            if (records is not null)
                run.AfterSummary(records);
            if (!run.AnythingChanged)
                run.AfterSummary("Nothing changed: the cluster was up to date.");
            run.AfterSummary("Next: ./build.sh Status, ./build.sh Logs --follow, ./build.sh Stop, ./build.sh Destroy");
        });

    /// <summary>By the plan of a rollout, without the hosts and the registry: what a person asks before a release, and a pipeline every night.</summary>
    private Target Diff => _ => _
        .Description("The differences between the cluster file and what runs, with contents; exit code 0: none, 3: some")
        .Compares()
        .DependsOn(Manifests, Nodes)
        .Executes(async (run, ct) =>
        {
            var plan = await Releases(run).PlanAsync(run.ResultOf(Manifests), ct);
            foreach (var line in RolloutPlanText.Lines(plan).Concat(RolloutPlanText.Diff(plan, Rendering)))
                run.Report.Info(line);
            run.Outcome(plan.ChangesNothing ? "equal" : "different");
            if (!plan.ChangesNothing)
                run.Differs();
        });

    private ReleaseRollout Releases(TargetRun run) => new(Open(run, run.ResultOf(Nodes).Cluster), Time, run.Report, Redactor);

    /// <summary>Every changing command holds the cluster's lock, from before its first change to the end of the run.</summary>
    private Task LockAsync(TargetRun run, CancellationToken ct) => LockAsync(run, run.ResultOf(Nodes).Cluster, ct);

    private Task LockAttachedAsync(TargetRun run, CancellationToken ct) => LockAsync(run, run.ResultOf(Attached).Cluster, ct);

    private Task LockAsync(TargetRun run, Cluster reachable, CancellationToken ct) => resources.LockAsync(
        token => Open(run, reachable).LockAsync(Me, run.Options.Wait, token), ct);

    private LockHolder Me => LockHolder.Me(string.Join(' ', InvokedTargets));

    /// <summary>Who rolls out, and from what, for the record of the release.</summary>
    private async Task<ReleaseOrigin> OriginAsync(CancellationToken ct)
    {
        var source = await SourceAsync(ct);
        var file = await File.ReadAllBytesAsync(ChooseClusterFile().FullPath(Environment.CurrentDirectory, RootDirectory), ct);
        return new ReleaseOrigin(
            $"{Environment.UserName}@{Environment.MachineName}", source?.Commit, source?.IsDirty ?? false, System.Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
