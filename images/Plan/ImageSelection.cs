using Fridge.Clusters;
using Fridge.Clusters.Yaml;
using Fridge.Tooling;

namespace Fridge.Images.Plan;

/// <summary>Which of a cluster's images a person asked for; <paramref name="Job"/> null: all.</summary>
public sealed record ImageSelection(string? Job)
{
    /// <exception cref="FridgeException">The cluster has no job of that name: the nearest one (exit code 2).</exception>
    public static ImageSelection Of(Cluster cluster, string? job) =>
        job is null || cluster.Jobs.Any(known => known.Name == job)
            ? new ImageSelection(job)
            : throw new FridgeException($"{cluster.SourceFile} has no job '{job}'.", Known(job, [.. cluster.Jobs.Select(known => known.Name)]), wrongUse: true);

    /// <summary>The chosen image and what it stands on.</summary>
    public ImagePlan From(ImagePlan plan) => Job is null ? plan : plan with { Images = [plan["flink"], plan[$"job-{Job}"]] };

    private static string Known(string asked, string[] names) => names switch
    {
        [] => "It has none: jobs: [] is a session cluster.",
        _ => (Nearest.To(asked, names) is { } nearest ? $"Did you mean {nearest}? " : "") + $"It has {string.Join(", ", names)}.",
    };
}
