namespace Fridge.Model;

/// <summary>A path as a cluster file writes it: absolute, below the home folder (<c>~/</c>), or relative.</summary>
public static class WrittenPath
{
    /// <param name="folder">What a relative one is relative to: the cluster file's.</param>
    public static string In(string folder, string written) => Path.GetFullPath(AtHome(written), Path.GetFullPath(folder));

    private static string AtHome(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path;
}
