using Fridge.Engine;
using Fridge.Model;
using Fridge.Provisioning;
using Fridge.Provisioning.Facts;
using Fridge.Targets.Sessions;

namespace Fridge.Targets;

/// <summary>The hosts, converged without an agent.</summary>
public sealed partial class Build
{
    /// <summary>False with --check, when the hosts would first have to be converged.</summary>
    private bool hostsAreConverged = true;

    private Target<Convergence> Provision => _ => _
        .Description("Converges the hosts: names, engine, trust, closed ports, swarm, labels")
        .DependsOn(Nodes, TakeLock)
        .OnlyWhenDynamic(() => nodesExist, "there are nodes")
        .Executes(async (run, ct) =>
        {
            var nodes = run.ResultOf(Nodes).Cluster;
            var provisioner = new Provisioner(
                Sessions(run, nodes), run.Report, Time, new RunLock(EnsureHeldAsync, token => RetakeLockAsync(run, nodes, token)), Redactor, Orchestration.Forming);
            var plan = await provisioner.PlanAsync(nodes, ct);
            if (run.Check)
            {
                foreach (var line in ProvisionPlanText.Lines(plan, run.Diff))
                    run.Report.Info(line);
                run.Outcome(plan.Summary);
                hostsAreConverged = plan.IsUnchanged;
                plan.ThrowIfRefused();
                if (!plan.IsUnchanged)
                    return Convergence.Pending;
            }

            var result = await provisioner.ApplyAsync(plan, ct);
            Done(run, !result.Changes.IsEmpty, result.Summary);
            return new Convergence(result.Formed);
        });

    private Target Facts => _ => _
        .Description("What every node says about itself")
        .DependsOn(Attached)
        .After(Stop, Start)
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
