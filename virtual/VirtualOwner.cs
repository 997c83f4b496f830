using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>
/// The cluster file that virtual Pis are made from, as their label keeps it. Two files with one <c>name:</c> would take each other's Pis for
/// leftovers of their own; a colleague's clone has the same file.
/// </summary>
/// <param name="File">From the checkout, or a whole path where it lies outside.</param>
/// <param name="Adopts">Takes over those of another file.</param>
public sealed record VirtualOwner(string File, bool Adopts = false)
{
    public static VirtualOwner Of(string fullPath, string checkout, bool adopts)
    {
        var inside = Path.GetRelativePath(checkout, Path.GetFullPath(fullPath));
        return new VirtualOwner(inside.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(fullPath) : inside, adopts);
    }

    /// <param name="touched">Pis that would be replaced or removed.</param>
    /// <exception cref="FridgeException">Wrong use: some of them are another file's.</exception>
    internal void Check(string cluster, IEnumerable<ObservedPi> touched)
    {
        var others = touched.Where(pi => pi.File.Length > 0 && pi.File != File).ToArray();
        if (!Adopts && others.Length > 0)
        {
            throw new FridgeException(
                $"{others[0].File} has the name {cluster} too, and other nodes: {File} would replace or remove its virtual Pis {string.Join(", ", others.Select(pi => pi.Node))}. Nothing was changed.",
                "Give one of the two files another 'name:' (and 'virtual: {subnet: …}'), or take its Pis over: the same command with --adopt",
                wrongUse: true);
        }
    }
}
