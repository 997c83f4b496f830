using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <param name="Images">What the cluster runs, with the hashes of what went in.</param>
public sealed record Surveyed(ImageSet Images)
{
    public static readonly Surveyed Nothing = new(new ImageSet([]));
}
