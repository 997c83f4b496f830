using Fridge.Tooling.Downloads;

namespace Fridge.Images.Archives;

/// <summary>An archive's <c>InRelease</c>: the hashes of its indices.</summary>
internal static class ReleaseFile
{
    /// <param name="release">The text that is signed.</param>
    /// <returns>The SHA-256 of an index such as <c>main/binary-armhf/Packages.gz</c>; null: the suite has none.</returns>
    public static Checksum? Find(string release, string index) => release
        .Split('\n')
        .SkipWhile(line => !line.StartsWith("SHA256:", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith(' '))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length == 3 && fields[2] == index)
        .Select(fields => new Checksum(ChecksumAlgorithm.Sha256, fields[0]))
        .FirstOrDefault();
}
