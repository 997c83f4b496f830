using System.Formats.Tar;
using System.Text;

namespace Fridge.Virtual;

/// <summary>A Pi's files as the archive that <c>docker cp -</c> takes.</summary>
internal static class PiArchive
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static MemoryStream Of(IEnumerable<PiFile> files)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var folder in files.SelectMany(file => Parents(file.Path)).Distinct().Order(StringComparer.Ordinal))
                writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, folder + "/") { Mode = FolderMode });
            foreach (var file in files)
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Path.TrimStart('/')) { Mode = file.Runs ? FolderMode : FileMode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Content)) });
        }

        archive.Position = 0;
        return archive;
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is { Length: > 1 }; parent = Path.GetDirectoryName(parent))
            yield return parent.TrimStart('/');
    }
}
