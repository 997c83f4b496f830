using System.Globalization;

namespace Fridge.Images.Gates;

/// <summary>Whether an image's user can read what is in it: a checkout made under umask 077 must not decide that.</summary>
internal static class ReadableGate
{
    /// <param name="user">The number that the image runs as.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public static string? Fault(int user, int owner, UnixFileMode mode, bool isFolder)
    {
        var wanted = isFolder ? UnixFileMode.OtherRead | UnixFileMode.OtherExecute : UnixFileMode.OtherRead;
        return user == 0 || user == owner || mode.HasFlag(wanted)
            ? null
            : $"mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')} of user {owner}, which the image's user {user} can't read";
    }

    /// <summary><c>9999:9999</c> of an image's configuration; none: root.</summary>
    public static int UserOf(string? configured) => int.TryParse(configured?.Split(':')[0], CultureInfo.InvariantCulture, out var user) ? user : 0;
}
