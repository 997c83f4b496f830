using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling;

namespace Fridge.Images.Layouts;

/// <summary>Finished images in the cache, a folder per name and input hash. What is there is whole and has passed its gates.</summary>
public sealed class LayoutStore(FridgePaths paths, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OciLayout> opened = new(StringComparer.Ordinal);

    /// <summary>Marks it as used now; its documents are read once. Null: not in the cache.</summary>
    public OciLayout? Find(PlannedImage image)
    {
        if (!Directory.Exists(FolderOf(image)))
        {
            opened.TryRemove(FolderOf(image), out _);
            return null;
        }

        Directory.SetLastWriteTimeUtc(FolderOf(image), time.GetUtcNow().UtcDateTime);
        return opened.GetOrAdd(FolderOf(image), OciLayout.Open);
    }

    /// <summary>Which images of the plan would be built; marks nothing as used.</summary>
    public ImmutableArray<PlannedImage> Missing(ImagePlan plan) => [.. plan.Images.Where(image => !Directory.Exists(FolderOf(image)))];

    /// <summary>The plan's images as far as they can be told before anything is built: what the cluster holds, what is here, and what has no digests yet. Marks nothing as used.</summary>
    public ImageSet Foresee(ImagePlan plan, ImageSet held, ImmutableArray<PlannedImage> missing) => new([.. plan.Images.Select(image =>
        missing.Contains(image) ? ImageRecord.NotBuilt(image.Name, image.InputHash, image.Platforms)
        : held.Images.FirstOrDefault(known => known.Name == image.Name) ?? Describe(image, OciLayout.Open(FolderOf(image))))]);

    /// <summary>A folder beside the finished ones, so that finishing is a rename.</summary>
    public string NewFolder(PlannedImage image)
    {
        var folder = Path.Combine(paths.Layouts, image.Name, $".{image.InputHash[..12]}.{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>As <see cref="NewFolder"/>, for what comes from elsewhere: the same each time, so that a rerun goes on.</summary>
    public string FetchFolder(PlannedImage image) => Path.Combine(paths.Layouts, image.Name, $".{image.InputHash[..12]}.fetch");

    /// <summary>Another run may have been first: its result is as good.</summary>
    /// <param name="replace">A build with <c>--no-cache</c> takes the place of what is there, once it is whole.</param>
    public OciLayout Keep(PlannedImage image, string folder, bool replace = false)
    {
        if (replace)
        {
            Remove(FolderOf(image));
        }

        try
        {
            Directory.Move(folder, FolderOf(image));
        }
        catch (IOException) when (Directory.Exists(FolderOf(image)))
        {
            Directory.Delete(folder, recursive: true);
        }

        return opened[FolderOf(image)] = OciLayout.Open(FolderOf(image));
    }

    /// <summary>Takes all images out of the cache.</summary>
    public void Clear()
    {
        foreach (var folder in Directory.Exists(paths.Layouts) ? Directory.GetDirectories(paths.Layouts).SelectMany(Directory.GetDirectories) : [])
        {
            Remove(folder);
        }
    }

    /// <summary>Under another name first: a removal that is killed leaves no half image where a whole one was.</summary>
    public static void Remove(string folder)
    {
        var gone = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetRandomFileName()}");
        try
        {
            Directory.Move(folder, gone);
        }
        catch (DirectoryNotFoundException)
        {
            return; // Another run was first.
        }

        Directory.Delete(gone, recursive: true);
    }

    /// <summary>Images whose digests a cluster gave, with the same ones here where there are: what its registry has lost it can be given again.</summary>
    public ImageSet WithLayouts(ImagePlan plan, ImageSet held) => new([.. held.Images.Select(image => Same(plan[image.Name], image) ?? image)]);

    private ImageRecord? Same(PlannedImage planned, ImageRecord held) =>
        Find(planned) is { } layout && Describe(planned, layout) is var here && here.Platforms.ToHashSet().SetEquals(held.Platforms) ? here : null;

    public static ImageRecord Describe(PlannedImage image, OciLayout layout) => new()
    {
        Name = image.Name,
        InputHash = image.InputHash,
        LayoutPath = layout.Folder,
        Platforms =
        [
            .. layout.Manifests
                .Where(manifest => manifest.Platform.Known is not null)
                .Select(manifest => new PlatformImage(manifest.Platform.Known!.Value, manifest.Digest, manifest.LayerBytes)),
        ],
    };

    private string FolderOf(PlannedImage image) => Path.Combine(paths.Layouts, image.Name, image.InputHash);
}
