using System.Collections.Immutable;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning;

/// <summary>What converging would do, from one reading of every node.</summary>
/// <param name="Cluster">What the nodes said.</param>
/// <param name="Stages">In the order of their apply.</param>
public sealed record ProvisionPlan(ClusterView Cluster, ImmutableArray<StagePlan> Stages)
{
    public IEnumerable<Change> Changes => Stages.SelectMany(stage => stage.Changes);

    public IEnumerable<Remark> Remarks => Stages.SelectMany(stage => stage.Findings.OfType<Remark>());

    public IEnumerable<Refusal> Refusals => Stages.SelectMany(stage => stage.Findings.OfType<Refusal>());

    public bool IsUnchanged => !Changes.Any();

    /// <summary>For the end of a run: <c>unchanged</c>, or how much on how many nodes.</summary>
    public string Summary => ChangeSummary.Of(Changes);

    /// <param name="afterChanges">The run has changed something already.</param>
    /// <exception cref="FridgeException">Something that Fridge won't touch: all of it at once, before anything more is changed.</exception>
    public void ThrowIfRefused(bool afterChanges = false)
    {
        var refusals = Refusals.ToList();
        var wrongUse = !afterChanges && refusals.TrueForAll(refusal => refusal.WrongUse);
        if (refusals is [var only]) throw new FridgeException(only.Text, only.NextStep, wrongUse);
        if (refusals.Count > 0)
        {
            throw new FridgeException($"{refusals.Count} problems keep Provision from converging {Cluster.Cluster.Name}.", "Fix them, then run the same command again.", wrongUse)
            {
                Evidence = [.. refusals.Select(refusal => $"{refusal.Node}: {refusal.Text} {refusal.NextStep}")],
            };
        }
    }
}

internal static class ChangeSummary
{
    public static string Of(IEnumerable<Change> changes)
    {
        var list = changes.ToList();
        return list.Count == 0
            ? "unchanged"
            : $"{Counted(list.Count, "change")} on {Counted(list.Select(change => change.Node).Distinct().Count(), "node")}";
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
