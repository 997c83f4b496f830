namespace Fridge.Images.Gates;

/// <summary>Licences come with what they are of: the copyright file of each Debian package, and Flink's own.</summary>
internal static class LicencesGate
{
    private static readonly string[] Flinks = ["LICENSE", "NOTICE"];

    /// <param name="packages">Debian's, that the image has something of.</param>
    /// <param name="home">Of the image's program, without a leading slash, whose folder <c>legal</c> may hold them too; null: it has none.</param>
    /// <param name="paths">All files of the image.</param>
    /// <param name="links">All symbolic links: a package's folder may be one to another's beside it.</param>
    public static IEnumerable<string> Faults(
        IEnumerable<string> packages, string? home, IReadOnlySet<string> paths, IReadOnlyDictionary<string, string> links)
    {
        string[] places = ["usr/share/doc", "opt/java/legal", .. home is null ? Array.Empty<string>() : [$"{home}/legal"]];
        return packages.Distinct().Where(package => !places.Any(Holds(package))).Select(package => $"{package}: its copyright file isn't in the image");

        Func<string, bool> Holds(string package) => place =>
            paths.Contains($"{place}/{package}/copyright")
            || (links.TryGetValue($"{place}/{package}", out var other) && paths.Contains($"{place}/{other}/copyright"));
    }

    /// <param name="home">Flink's.</param>
    public static IEnumerable<string> FaultsOfFlink(string home, IReadOnlySet<string> paths) =>
        Flinks.Select(file => $"{home}/{file}").Where(file => !paths.Contains(file)).Select(file => $"{file}: isn't in the image");
}
