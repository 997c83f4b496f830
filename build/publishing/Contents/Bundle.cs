using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Fridge.Publishing.Programs;

namespace Fridge.Publishing.Contents;

/// <summary>An archive of files. The same files give the same bytes, wherever and whenever it is made.</summary>
internal static class Bundle
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="files">Paths in the archive, and what they hold.</param>
    public static byte[] Of(IEnumerable<KeyValuePair<string, string>> files, DateTimeOffset made) =>
        Of(files.Select(file => new CarriedFile(file.Key, Encoding.UTF8.GetBytes(file.Value))), made);

    /// <inheritdoc cref="Of(IEnumerable{KeyValuePair{string, string}}, DateTimeOffset)"/>
    public static byte[] Of(IEnumerable<CarriedFile> files, DateTimeOffset made)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    DataStream = new MemoryStream(file.Content.ToArray()),
                    ModificationTime = made,
                    Mode = file.IsExecutable ? Executable : Readable,
                });
            }
        }

        return packed.ToArray();
    }
}
