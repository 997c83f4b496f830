using Fridge.Engine;
using Fridge.Images.Kubernetes;
using Fridge.Model;
using Fridge.Provisioning;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Kubernetes;
using Fridge.Targets.Sessions;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;

namespace Fridge.Targets;

/// <summary>The hosts, converged without an agent.</summary>
public sealed partial class Build
{
    private Target<Converged> Provision => _ => _
        .Description("Converges the hosts: names, engine, trust, closed ports, the orchestrator, labels")
        .DependsOn(Nodes, ImageLogin)
        .Secures(LockAndConnectAsync)
        .Plans((run, ct) => Orchestration.Forming is { } forming ? PlanHostsAsync(run, forming, ct) : PlanAdoptionAsync(run, ct))
        .Applies(async (run, plan, ct) =>
        {
            var converged = await plan.ApplyAsync(ct);
            run.Done(converged.Changed, converged.Summary);
            return converged;
        });

    private async Task<Changes<Convergence>> PlanHostsAsync(TargetRun run, ClusterForming forming, CancellationToken ct)
    {
        var nodes = run.ResultOf(Nodes).Cluster;
        var provisioner = new Provisioner(Sessions(run, nodes), run.Report, Time, Redactor, forming);
        var plan = await provisioner.PlanAsync(nodes, ct);
        var convergence = new Convergence(async token =>
        {
            var result = await provisioner.ApplyAsync(plan, resources.Lock, token);
            return new Converged(result.Formed, !result.Changes.IsEmpty, result.Summary);
        });
        return new Changes<Convergence>(convergence, plan.IsUnchanged, plan.Summary)
        {
            Lines = ProvisionPlanText.Lines(plan),
            Contents = ProvisionPlanText.Contents(plan),
            Refuse = () => plan.ThrowIfRefused(),
        };
    }

    /// <summary>Connecting changes nothing, so it waits for no lock, and the plan asks all nodes.</summary>
    private Task LockAndConnectAsync(TargetRun run, CancellationToken ct)
    {
        var nodes = run.ResultOf(Nodes).Cluster;
        if (Source.AreReached)
            Sessions(run, nodes).Connect(nodes.Nodes.Select(node => node.Name), ct);
        return LockAsync(run, ct);
    }

    /// <summary>Fetched when a node lacks them, and not before.</summary>
    private KubernetesPrograms ProgramsOf(Cluster cluster) => cluster.Orchestrator == Orchestrator.K3s ? OfK3s(cluster.Kubernetes!.Version) : OfKubeadm(cluster.Kubernetes!.Version);

    private KubernetesPrograms OfK3s(KubernetesVersion version) => new(
        K3sPrograms.IdOf(version),
        async (debian, report, ct) =>
        {
            using var http = PublicHttp.Open();
            return await new K3sPrograms(new Downloader(Paths), http, ImageSettings, Paths).FetchAsync(version, debian, report, ct);
        });

    private KubernetesPrograms OfKubeadm(KubernetesVersion version) => new(
        NodePrograms.IdOf(version, Paths),
        async (debian, report, ct) =>
        {
            using var http = PublicHttp.Open();
            var host = await new HostProbe(Processes, hasTerminal: false).ProbeAsync(ct);
            return await new NodePrograms(KubernetesDownloads.On(host, Processes, http, ImageSettings, Paths), version).FetchAsync(debian, report, ct);
        });

    private Target Facts => _ => _
        .Description("What every node reports about itself")
        .DependsOn(Attached)
        .After(Stop, Start)
        .Requires(() => Source.AreReached, "Facts reads hosts, and the hosts of this cluster belong to somebody else: ./build.sh Memory and ./build.sh Status show what their API says.")
        .Executes(async (run, ct) =>
        {
            var nodes = run.ResultOf(Attached).Cluster;
            var gathered = await FactsGatherer.GatherAsync(Sessions(run, nodes), nodes.Nodes, Time, ct);
            foreach (var silent in gathered.Where(node => node.Failure is not null))
                run.Report.Warn($"{silent.Node}: {silent.Failure!.Message} {silent.Failure.NextStep}");
            var facts = FactsTable.Of(gathered);
            run.AfterSummary(new TextTable("facts", facts.Columns, facts.Rows));
        });
}
