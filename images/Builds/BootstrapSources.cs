using Fridge.Tooling.Host;

namespace Fridge.Images.Builds;

/// <summary>The apt sources that a Debian system is made from; no archive's address is written in the repository.</summary>
internal static class BootstrapSources
{
    /// <summary>The machine's own where they have the suite; those of another Debian with the suite in place of its own.</summary>
    /// <returns>Null: this machine knows no archive of Debian's.</returns>
    public static string? OfMachine(HostFacts host, string suite) =>
        host.AptSources.FirstOrDefault(file => AptSuite.Has([file], suite))?.Content
        ?? (host.Os.Id == "debian" ? AptSuite.Beside(host.AptSources, host.Os.Codename, suite)?.Content : null);

    /// <returns>Null: none of these is a main archive (that of security has suites of another name).</returns>
    public static string? Of(IEnumerable<Uri> archives, string suite) =>
        archives.FirstOrDefault(archive => !archive.AbsolutePath.Contains("security", StringComparison.Ordinal)) is { } archive
            ? $"deb {archive} {suite} main\n"
            : null;
}
