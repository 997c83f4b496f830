using System.Formats.Tar;
using System.Security.Cryptography;

namespace Fridge.Registry.Oci;

/// <summary>The tar that buildx writes with <c>type=oci</c>: an OCI layout in one file.</summary>
internal static class OciArchive
{
    /// <summary>Unpacks a layout: each blob is checked against its name, and the folder appears whole or not at all.</summary>
    /// <exception cref="FridgeException">A blob is not what its name says, or it is no layout.</exception>
    public static async Task<OciLayout> ExtractAsync(Stream tar, string folder, CancellationToken cancellationToken)
    {
        var temporary = $"{folder}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(temporary);
            await using (var reader = new TarReader(tar, leaveOpen: true))
            {
                while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
                    await TakeAsync(entry, temporary, cancellationToken);
            }

            OciLayout.Open(temporary);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(temporary, folder);
            return OciLayout.Open(folder);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task TakeAsync(TarEntry entry, string folder, CancellationToken cancellationToken)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            return;
        var path = Path.GetFullPath(Path.Combine(folder, entry.Name));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new FridgeException($"The image archive has a file outside itself: {entry.Name}", "Build the image again.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await entry.ExtractToFileAsync(path, overwrite: true, cancellationToken);
        if (Path.GetDirectoryName(entry.Name) is "blobs/sha256")
            await CheckAsync(path, cancellationToken);
    }

    private static async Task CheckAsync(string path, CancellationToken cancellationToken)
    {
        await using var blob = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(blob, cancellationToken));
        if (hash != Path.GetFileName(path))
            throw new FridgeException($"A blob of the image archive is damaged: it is named {Path.GetFileName(path)} and has sha256 {hash}.", "Build the image again.");
    }
}
