namespace Fridge.Model;

/// <summary>Which cluster file a run uses, and who said so.</summary>
/// <param name="Path">As it was written there.</param>
/// <param name="From">For messages: <c>--cluster</c>, <c>FRIDGE_CLUSTER</c>, …</param>
public sealed record ClusterFileChoice(string Path, string From)
{
    public const string Default = "clusters/virtual.yaml";

    /// <summary>The first that is given, in the order of the parameters; no file is picked up silently.</summary>
    public static ClusterFileChoice Of(string? option, string? environment, string? parametersFile) =>
        Given(option, "--cluster")
        ?? Given(environment, "FRIDGE_CLUSTER")
        ?? Given(parametersFile, ".nuke/parameters.json")
        ?? new(Default, "the default");

    /// <summary>Relative to the folder it was named in: the current one for the option and the environment, else the checkout.</summary>
    public string FullPath(string currentFolder, string checkout) =>
        System.IO.Path.Combine(From is "--cluster" or "FRIDGE_CLUSTER" ? currentFolder : checkout, Path);

    /// <param name="outside">Whether jars may lie outside the checkout.</param>
    /// <param name="found">As in <see cref="ClusterFile.Parse"/>.</param>
    /// <exception cref="ClusterFileException">The file is missing (the message names who chose it) or wrong.</exception>
    public ClusterDocument Load(string currentFolder, string checkout, ClusterKeys? keys = null, bool outside = true, FoundCluster? found = null)
    {
        var path = FullPath(currentFolder, checkout);
        if (!File.Exists(path))
            throw new ClusterFileException(new Diagnostic(Path, 1, 1, $"this cluster file, chosen by {From}, does not exist", "name another with --cluster FILE"));
        return ClusterFile.Load(path, checkout, Path, keys, outside, found);
    }

    private static ClusterFileChoice? Given(string? path, string from) =>
        string.IsNullOrEmpty(path) ? null : new(path, from);
}
