namespace Fridge.Model;

/// <summary>Where the jars of jobs may lie, and how a cluster file's <c>jar</c> is understood.</summary>
/// <param name="Folder">The cluster file's: a path is relative to it.</param>
/// <param name="Checkout">A path that isn't there is relative to this, as in the ready cluster files.</param>
/// <param name="Outside">Whether one may lie elsewhere than below the checkout.</param>
public sealed record JarPlaces(string Folder, string Checkout, bool Outside = true)
{
    /// <summary>Whether a full path is there.</summary>
    public Func<string, bool> IsThere { get; init; } = Path.Exists;

    /// <returns>As <see cref="JobSpec.Jar"/> has it; null: there is none.</returns>
    public string? Find(string written) =>
        new[] { Folder, Checkout }.Select(folder => Path.TrimEndingDirectorySeparator(WrittenPath.In(folder, written))).FirstOrDefault(IsThere) is { } found
            ? Path.GetRelativePath(Checkout, found) is var below && IsBelow(below) ? below : found
            : null;

    /// <param name="jar">As <see cref="Find"/> gives it.</param>
    public bool Allows(string jar) => Outside || !Path.IsPathRooted(jar);

    private static bool IsBelow(string relative) => !Path.IsPathRooted(relative) && relative.Split('/')[0] is not "..";
}
