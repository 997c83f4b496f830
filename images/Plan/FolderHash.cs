using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Fridge.Images.Plan;

/// <summary>SHA-256 over files, by their paths below a root: independent of times and of where the root is.</summary>
internal static class FolderHash
{
    public static async Task<string> OfAsync(string folder, CancellationToken cancellationToken) =>
        ImageInputs.Combine(await FilesAsync(folder, [""], cancellationToken));

    /// <summary>Hashes of the files in parts of a folder; parts that aren't there are left out.</summary>
    public static async Task<ImmutableSortedDictionary<string, string>> FilesAsync(
        string root, IEnumerable<string> parts, CancellationToken cancellationToken)
    {
        var hashes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Select(name => Path.Combine(root, name)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories))
            {
                hashes[Path.GetRelativePath(root, file)] = await OfFileAsync(file, cancellationToken);
            }
        }

        return hashes.ToImmutable();
    }

    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
