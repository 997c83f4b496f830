using Fridge.Model;
using Fridge.Model.Yaml;
using Fridge.Tooling;

namespace Fridge.Images.Plan;

/// <summary>Which images a person asked for; both null: all that the cluster needs.</summary>
/// <param name="Job">One of the cluster's.</param>
/// <param name="Service">One of <see cref="ServiceImage.All"/>, whether the cluster has it or not.</param>
public sealed record ImageSelection(string? Job, string? Service)
{
    /// <exception cref="FridgeException">There is no job or no service of that name: the nearest one (exit code 2).</exception>
    public static ImageSelection Of(Cluster cluster, string? job, string? service)
    {
        if (job is not null && service is not null)
        {
            throw new FridgeException($"--job {job} and --service {service} choose an image each.", "Give one of them.", wrongUse: true);
        }

        Require(job, $"{cluster.SourceFile} has no job", "jobs: [] is a session cluster.", [.. cluster.Jobs.Select(known => known.Name)]);
        Require(service, "The fridge has no image of a service", "", [.. ServiceImage.All.Select(known => known.Name)]);
        return new ImageSelection(job, service);
    }

    /// <summary>The chosen image and what it stands on.</summary>
    public ImagePlan From(ImagePlan plan) => (Job, Service) switch
    {
        ({ } job, _) => plan with { Images = [plan["flink"], plan[$"job-{job}"]] },
        (_, { } service) => plan with { Images = [plan[service]] },
        _ => plan,
    };

    private static void Require(string? asked, string refusal, string none, string[] names)
    {
        if (asked is null || names.Contains(asked))
        {
            return;
        }

        var nearest = Nearest.To(asked, names) is { } name ? $"Did you mean {name}? " : "";
        throw new FridgeException($"{refusal} '{asked}'.", names.Length == 0 ? none : $"{nearest}There are {string.Join(", ", names)}.", wrongUse: true);
    }
}
