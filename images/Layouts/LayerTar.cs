using System.Formats.Tar;

namespace Fridge.Images.Layouts;

/// <summary>Writes files as a layer: sorted, owned by root, with the recipe's one time.</summary>
internal static class LayerTar
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="folder">Inside the image, without a leading slash; must exist in a layer below.</param>
    public static byte[] Write(string folder, IEnumerable<string> files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var file in files.OrderBy(Path.GetFileName, StringComparer.Ordinal))
            {
                using var content = File.OpenRead(file);
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{Path.GetFileName(file)}")
                {
                    DataStream = content,
                    Mode = Readable,
                    ModificationTime = DateTimeOffset.FromUnixTimeSeconds(Recipe.SourceDateEpoch),
                });
            }
        }

        return bytes.ToArray();
    }
}
