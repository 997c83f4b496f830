using Fridge.Images.Plan;

namespace Fridge.Images.Renewal;

/// <summary>The recipes once more, with renewed locks: what is built from them leaves the checkout as it is.</summary>
public static class ScratchRecipes
{
    /// <param name="images">The checkout's <c>images/</c>.</param>
    /// <param name="folder">Made anew.</param>
    public static async Task MakeAsync(string images, RenewedLocks renewed, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in ImageInputs.RecipeFolders.Select(recipe => Path.Combine(images, recipe)).Where(Directory.Exists)
            .SelectMany(recipe => Directory.EnumerateFiles(recipe, "*", SearchOption.AllDirectories)))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(images, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await renewed.WriteAsync(folder, cancellationToken);
    }
}
