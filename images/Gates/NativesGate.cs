using System.IO.Compression;
using Fridge.Clusters;

namespace Fridge.Images.Gates;

/// <summary>Every native library that is left in a jar is one that the platform loads. There are no exceptions.</summary>
public static class NativesGate
{
    /// <param name="path">The jar's, inside the image.</param>
    /// <returns>A sentence for each library that the platform can't load, those in nested jars included.</returns>
    public static IEnumerable<string> Faults(string path, byte[] jar, NodeArchitecture target)
    {
        using var zip = new ZipArchive(new MemoryStream(jar), ZipArchiveMode.Read);
        return [.. zip.Entries.Where(entry => !entry.FullName.EndsWith(".class", StringComparison.Ordinal)).SelectMany(entry => Faults(path, entry, target))];
    }

    private static IEnumerable<string> Faults(string path, ZipArchiveEntry entry, NodeArchitecture target)
    {
        var name = $"{path}!/{entry.FullName}";
        if (entry.FullName.EndsWith(".jar", StringComparison.Ordinal))
        {
            return Faults(name, Read(entry), target);
        }

        if (IsForeign(entry.FullName))
        {
            return [$"{name}: a library of another system"];
        }

        return IsElf(entry) && MachineGate.Fault(ElfFile.Parse(Read(entry)), target) is { } fault ? [$"{name}: {fault}"] : [];
    }

    private static bool IsForeign(string name) =>
        name.EndsWith(".dll", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal) || name.EndsWith(".jnilib", StringComparison.Ordinal);

    private static bool IsElf(ZipArchiveEntry entry)
    {
        Span<byte> head = stackalloc byte[4];
        using var content = entry.Open();
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("\u007fELF"u8);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
