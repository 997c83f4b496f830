using System.IO.Compression;
using System.Text.RegularExpressions;
using Fridge.Images.Records;
using Fridge.Model;

namespace Fridge.Images.Gates;

/// <summary>
/// Every native library that is left in a jar of ours is one that the platform loads. There are no exceptions. A user's jars keep
/// theirs, and a library of which there is none for the platform is named.
/// </summary>
internal static partial class NativesGate
{
    /// <param name="path">The jar's, inside the image.</param>
    /// <returns>A sentence for each library that the platform can't load, those in nested jars included.</returns>
    public static IEnumerable<string> Faults(string path, byte[] jar, NodeArchitecture target) =>
        [.. Libraries(path, jar, target).Where(library => library.Fault is not null).Select(library => $"{library.Path}: {library.Fault}")];

    /// <returns>Names such as <c>rocksdbjni</c>, in order: the jar has such libraries, and none that the platform loads.</returns>
    public static IEnumerable<string> Missing(byte[] jar, NodeArchitecture target) =>
        from library in Libraries("", jar, target)
        group library by Name(library.Path) into alike
        where alike.All(library => library.Fault is not null)
        orderby alike.Key
        select alike.Key;

    private static IEnumerable<(string Path, string? Fault)> Libraries(string path, byte[] jar, NodeArchitecture target) =>
        JarArchive.Visit(path, jar, (within, entry) => Library($"{within}!/{entry.FullName}", entry, target));

    private static IEnumerable<(string Path, string? Fault)> Library(string name, ZipArchiveEntry entry, NodeArchitecture target) =>
        entry.FullName.EndsWith(".class", StringComparison.Ordinal) ? []
        : IsForeign(entry.FullName) ? [(name, "a library of another system")]
        : IsElf(entry) && JarArchive.TryRead(entry) is { } library ? [(name, MachineGate.Fault(ElfFile.Parse(library), target))]
        : [];

    /// <summary><c>linux/librocksdbjni-linux64.so</c> and <c>rocksdbjni-win64.dll</c> are one library: <c>rocksdbjni</c>.</summary>
    private static string Name(string path) => Decoration().Replace(path.Split('/')[^1], "");

    [GeneratedRegex(@"^lib(?=.)|[-.].*|_(x86|amd|aarch|arm|ppc|riscv|s390|osx|linux|windows).*", RegexOptions.CultureInvariant)]
    private static partial Regex Decoration();

    private static bool IsForeign(string name) =>
        name.EndsWith(".dll", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal) || name.EndsWith(".jnilib", StringComparison.Ordinal);

    private static bool IsElf(ZipArchiveEntry entry)
    {
        Span<byte> head = stackalloc byte[4];
        try
        {
            using var content = entry.Open();
            return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("\u007fELF"u8);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
