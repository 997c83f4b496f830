using System.Collections.Immutable;

namespace Fridge.Images.Locks;

/// <param name="Locks">By recipe.</param>
/// <param name="Changes">Against those that were there, a line each; empty: none.</param>
public sealed record RenewedLocks(ImmutableSortedDictionary<string, PackageLock> Locks, ImmutableArray<string> Changes)
{
    public static readonly RenewedLocks None = new(ImmutableSortedDictionary<string, PackageLock>.Empty, []);

    public bool IsEmpty => Changes.IsEmpty;

    /// <param name="folder">Where each <c>RECIPE/packages.lock</c> is written: <c>images/</c>, or a scratch folder.</param>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (recipe, packages) in Locks)
        {
            Directory.CreateDirectory(Path.Combine(folder, recipe));
            await File.WriteAllTextAsync(Path.Combine(folder, recipe, PackageLock.FileName), packages.Format(), cancellationToken);
        }
    }
}
