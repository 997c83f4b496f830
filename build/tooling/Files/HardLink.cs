using System.Runtime.InteropServices;

namespace Fridge.Tooling.Files;

/// <summary>A second name for a file, so that a context or a layout costs no space; a copy where the file system refuses.</summary>
public static partial class HardLink
{
    public static void Create(string existing, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Link(existing, path) != 0)
        {
            File.Copy(existing, path, overwrite: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string path);
}
