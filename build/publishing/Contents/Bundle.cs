using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Fridge.Publishing.Contents;

/// <summary>An archive of text files. The same files give the same bytes, wherever and whenever it is made.</summary>
internal static class Bundle
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="files">Paths in the archive, and what they hold.</param>
    public static byte[] Of(IEnumerable<KeyValuePair<string, string>> files, DateTimeOffset made)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = made, Mode = Readable });
        }

        return packed.ToArray();
    }
}
