using System.Collections.Immutable;
using Fridge.Images.Locks;

namespace Fridge.Images.Renewal;

/// <param name="Locks">By recipe.</param>
/// <param name="Suites">What they were read from.</param>
/// <param name="Changes">Against those that were there, a line each; empty: none.</param>
public sealed record RenewedLocks(ImmutableSortedDictionary<string, PackageLock> Locks, SuiteLock Suites, ImmutableArray<string> Changes)
{
    public static readonly RenewedLocks None = new(ImmutableSortedDictionary<string, PackageLock>.Empty, SuiteLock.None, []);

    public bool IsEmpty => Changes.IsEmpty;

    /// <param name="folder">Where each <c>RECIPE/packages.lock</c>, and <c>suites.lock</c>, is written: <c>images/</c>, or a scratch folder.</param>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var (recipe, packages) in Locks)
        {
            Directory.CreateDirectory(Path.Combine(folder, recipe));
            await File.WriteAllTextAsync(Path.Combine(folder, recipe, PackageLock.FileName), packages.Format(), cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, SuiteLock.FileName), Suites.Format(), cancellationToken);
    }
}
