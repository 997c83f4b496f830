using Fridge.Images.Locks;

namespace Fridge.Images.Archives;

/// <summary>Which indices are believed. What is read from them is committed, so each exception is a person's own word.</summary>
/// <param name="Locked">What the locks were last renewed from.</param>
/// <param name="Unsigned">Also such as Debian hasn't signed, or has signed for another suite.</param>
/// <param name="Downgrade">Also such as are out of date; and packages may go back to older versions.</param>
public sealed record IndexTrust(SuiteLock Locked, bool Unsigned = false, bool Downgrade = false)
{
    /// <summary>Of one who has no locks, such as a benchmark.</summary>
    public static readonly IndexTrust Strict = new(SuiteLock.None);
}
