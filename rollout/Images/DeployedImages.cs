using Fridge.Model;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Images;

/// <summary>The images that a cluster runs, from the labels of its workloads: where an input hash matches, a colleague's clone takes the digests and builds nothing. Pure.</summary>
public static class DeployedImages
{
    /// <summary>An image whose workloads disagree about it is in the middle of a rollout: it isn't taken.</summary>
    public static ImageSet Of(Observed observed) => new(
    [
        .. observed.Workloads
            .SelectMany(workload => PromisedImages.Read(workload.Labels))
            .GroupBy(image => image.Name)
            .Where(group => group.Select(image => image.InputHash).Distinct().Count() == 1)
            .Select(group => group.First())
            .OrderBy(image => image.Name, StringComparer.Ordinal),
    ]);
}
