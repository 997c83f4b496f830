using Fridge.Images.Locks;

namespace Fridge.Images.Archives;

/// <summary>A package as an archive's index has it.</summary>
/// <param name="Suite">Whose index: <c>bookworm</c>, <c>bookworm-security</c>.</param>
public sealed record FoundPackage(LockedPackage Package, string Suite)
{
    /// <summary>Debian's security team brings its updates by a suite of its own.</summary>
    public bool IsSecurity => Suite.EndsWith("-security", StringComparison.Ordinal);
}
