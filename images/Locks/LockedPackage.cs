using System.Globalization;
using Fridge.Tooling;

namespace Fridge.Images.Locks;

/// <summary>A Debian package as the lock file names it.</summary>
/// <param name="Group">What it is for: <c>tools</c> and <c>compiler</c> (run while building), <c>root</c> (unpacked into the image), <c>jmods</c> (the target's Java modules).</param>
/// <param name="Target">Whom it is for: <c>armhf</c>, <c>arm64</c>, <c>amd64</c>, even where the package itself is for <c>all</c>.</param>
/// <param name="Path">Below an archive's root: <c>pool/main/…deb</c>.</param>
/// <param name="Sha256">In hex.</param>
/// <param name="Size">Bytes.</param>
public sealed record LockedPackage(string Group, string Target, string Name, string Version, string Path, string Sha256, long Size)
{
    public string FileName => System.IO.Path.GetFileName(Path);

    public override string ToString() => $"{Group} {Target} {Name} {Version} {Path} {Sha256} {Size}";

    internal static LockedPackage Parse(string line, string origin)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 7 && long.TryParse(fields[6], CultureInfo.InvariantCulture, out var size)
            ? new LockedPackage(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], size)
            : throw new FridgeException(
                $"{origin}: expected \"group target name version path sha256 size\", found \"{line}\"",
                "Take the file from version control again, or renew it with ./build.sh Images --update.",
                wrongUse: true);
    }
}
