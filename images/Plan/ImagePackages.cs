using Fridge.Images.Locks;
using Fridge.Model;

namespace Fridge.Images.Plan;

/// <summary>Which locked packages an image is made of. One answer, for its input hash, for what is downloaded and for what a night says of it.</summary>
public static class ImagePackages
{
    /// <summary>The recipe of what runs while images are built.</summary>
    public const string ToolsRecipe = "base";

    /// <summary>The recipe whose lock has what is in the image; of a job's, that of the image below.</summary>
    public static string RecipeOf(PlannedImage image) => image.Kind is ImageKind.Job ? "flink" : image.Folder;

    /// <summary>What is in the image, or below it, by its platforms and its variant.</summary>
    /// <param name="own">The lock of <see cref="RecipeOf"/>.</param>
    public static IEnumerable<LockedPackage> In(PlannedImage image, PackageLock own)
    {
        var targets = image.Platforms.Select(platform => platform.DebianName()).ToHashSet();
        return own.Without(image.Variant.LeavesOut()).Packages.Where(package => targets.Contains(package.Target));
    }

    /// <summary>What runs while it is built, on whichever machine.</summary>
    /// <param name="tools">The lock of <see cref="ToolsRecipe"/>.</param>
    public static IEnumerable<LockedPackage> Tools(PlannedImage image, PackageLock tools) => tools.Packages.Where(package => image.Tools.Contains(package.Group));

    /// <summary>Whether a renewed package of a recipe changes the image.</summary>
    public static bool Concerns(PlannedImage image, string recipe, LockedPackage package)
    {
        var one = new PackageLock([package]);
        return (recipe == RecipeOf(image) && In(image, one).Any()) || (recipe == ToolsRecipe && Tools(image, one).Any());
    }
}
