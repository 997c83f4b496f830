using System.Runtime.InteropServices;

namespace Fridge.Tooling.Files;

/// <summary>Folders and files that are this user's, and that nobody else may read: keys, and what decides whom to trust.</summary>
public static partial class OwnersAlone
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public const UnixFileMode SecretFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint UserId = 0x8;

    /// <summary>Makes a folder, or closes one that others could only read: what lies in it is this user's all the same.</summary>
    /// <exception cref="FridgeException">Wrong use: it is a link, another user's, or others may write there.</exception>
    public static void EnsureFolder(string path)
    {
        Directory.CreateDirectory(path, Folder);
        CheckOwner(path);
        var mode = File.GetUnixFileMode(path);
        if ((mode & OthersWrite) != UnixFileMode.None)
            throw Refused(path, "is open to others", $"Check whether what is there is yours, then: chmod go= {path}");
        if ((mode & Others) != UnixFileMode.None)
            File.SetUnixFileMode(path, mode & ~Others);
    }

    /// <summary>A file with a secret; one that isn't there is fine: it will be made so.</summary>
    /// <exception cref="FridgeException">Wrong use: it is a link, another user's, or open to others, who may have read it.</exception>
    public static void CheckSecret(string path)
    {
        if (CheckOwner(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw Refused(path, "is open to others, who may have read it", $"If nobody has: chmod go= {path}; else remove it, and take its public half out of the nodes' authorized_keys");
    }

    /// <returns>False: it isn't there.</returns>
    private static bool CheckOwner(string path)
    {
        if (StatX(CurrentFolder, path, NoFollow, UserId, out var found) != 0)
            return false;
        if (File.ResolveLinkTarget(path, returnFinalTarget: false) is not null)
            throw Refused(path, "is a link, and Fridge follows no links to keys", $"Remove the link: rm {path}");
        if (found.User != EffectiveUser())
            throw Refused(path, $"belongs to the user {found.User}, not to you ({EffectiveUser()})", $"Run as yourself, without sudo; or find out who made it, and remove it: ls -ld {path}");
        return true;
    }

    private static FridgeException Refused(string path, string why, string nextStep) =>
        new($"{path} {why}.", nextStep, wrongUse: true);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    /// <summary>statx(2), whose answer is laid out alike on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out Stat found);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stat
    {
        [FieldOffset(20)]
        public uint User;
    }
}
