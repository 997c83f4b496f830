using System.Buffers.Binary;
using System.IO.Compression;

namespace Fridge.Images.Records;

/// <summary>
/// A jar as a JVM reads it: by the directory at its end, whatever stands in front (a script that starts it). What only has a jar's name within
/// another, often a test's empty file, is none; and an archive may have itself within it.
/// </summary>
internal static class JarArchive
{
    private const int EndBytes = 22;
    private const int LongestComment = 65535;
    private const int Deepest = 8;

    /// <returns>Null: no JVM opens it.</returns>
    public static ZipArchive? TryOpen(byte[] jar)
    {
        var front = FrontOf(jar);
        try
        {
            var zip = new ZipArchive(new MemoryStream(jar, front, jar.Length - front), ZipArchiveMode.Read);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Entries of a jar and of the jars within it.</summary>
    /// <param name="read">Of the jar's path (<c>outer.jar!/inner.jar</c>) and an entry that is no jar.</param>
    public static IEnumerable<T> Visit<T>(string path, byte[] jar, Func<string, ZipArchiveEntry, IEnumerable<T>> read, int depth = 0)
    {
        using var zip = TryOpen(jar);
        return zip is null ? [] : [.. zip.Entries.SelectMany(entry => !entry.FullName.EndsWith(".jar", StringComparison.Ordinal)
            ? read(path, entry)
            : depth < Deepest && TryRead(entry) is { } inner ? Visit($"{path}!/{entry.FullName}", inner, read, depth + 1) : [])];
    }

    /// <returns>Null: its content is damaged, or packed in a way that no JVM knows.</returns>
    public static byte[]? TryRead(ZipArchiveEntry entry)
    {
        try
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Bytes before the archive itself: its directory lies so much further behind than its end record says.</summary>
    private static int FrontOf(byte[] jar)
    {
        for (var at = jar.Length - EndBytes; at >= 0 && at >= jar.Length - EndBytes - LongestComment; at--)
        {
            if (jar.AsSpan(at).StartsWith("PK\u0005\u0006"u8))
            {
                var (size, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(jar.AsSpan(at + 12)), BinaryPrimitives.ReadUInt32LittleEndian(jar.AsSpan(at + 16)));
                return at - (long)size - offset is > 0 and var front && jar.AsSpan((int)(front + offset)).StartsWith("PK\u0001\u0002"u8) ? (int)front : 0;
            }
        }

        return 0;
    }
}
