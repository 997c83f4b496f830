using Fridge.Images.Plan;
using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <summary>Which planned images the cluster already holds: same name, same input hash, every platform.</summary>
internal static class ImageChoice
{
    public static ImageSet Held(ImagePlan plan, ImageSet cluster) => new(
        [.. plan.Images.Select(image => cluster.Images.FirstOrDefault(held => Matches(image, held))).OfType<ImageRecord>()]);

    private static bool Matches(PlannedImage planned, ImageRecord held) =>
        held.Name == planned.Name
        && held.InputHash == planned.InputHash
        && planned.Platforms.All(platform => held.Platforms.Any(had => had.Architecture == platform));
}
