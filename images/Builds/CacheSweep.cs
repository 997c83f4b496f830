using Fridge.Images.Layouts;
using Fridge.Tooling;

namespace Fridge.Images.Builds;

/// <summary>
/// What a build takes out of the cache before it adds to it, so that nightly builds don't fill a disk: images that no run has used for
/// a while, and what builds that were killed have left. Downloads stay.
/// </summary>
internal sealed class CacheSweep(FridgePaths paths, TimeProvider time)
{
    /// <summary>Since a run last asked for it.</summary>
    public static readonly TimeSpan Unused = TimeSpan.FromDays(30);

    /// <summary>No build takes so long: whoever made it is gone.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public void Run(IReport report)
    {
        var images = FoldersOf(paths.Layouts).SelectMany(FoldersOf).ToLookup(folder => Path.GetFileName(folder).StartsWith('.'));
        Remove(images[false], Unused, report);
        Remove(images[true].Concat(FoldersOf(BuildContext.RootOf(paths.Cache))), Abandoned, report);
    }

    private void Remove(IEnumerable<string> folders, TimeSpan age, IReport report)
    {
        var limit = time.GetUtcNow().UtcDateTime - age;
        foreach (var folder in folders.Where(folder => Directory.GetLastWriteTimeUtc(folder) < limit))
        {
            try
            {
                LayoutStore.Remove(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                report.Warn($"{folder} is no longer used and can't be removed: {error.Message}");
            }
        }
    }

    private static string[] FoldersOf(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
}
