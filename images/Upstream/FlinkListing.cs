using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Images.Plan;

namespace Fridge.Images.Upstream;

/// <summary>Which releases of Flink there are, by a mirror's own listing of its folders.</summary>
/// <param name="checkout">What a mirror's folder is relative to.</param>
public sealed partial class FlinkListing(HttpClient http, string checkout)
{
    /// <summary>Characters: Apache's has some ten thousand.</summary>
    private const int Longest = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks the mirrors in order, until one answers.</summary>
    /// <param name="version">That of a cluster file.</param>
    /// <returns>The newest patch release of the same line; null: that one is the newest, or nobody says.</returns>
    public async Task<string?> NewerAsync(string version, IEnumerable<FlinkMirror> mirrors, IReport report, CancellationToken cancellationToken)
    {
        var silent = new List<string>();
        foreach (var root in mirrors.Where(mirror => mirror.Version == version).Select(mirror => MirrorRoot.Of(mirror.Url, checkout)).Distinct())
        {
            try
            {
                if (VersionsIn(await ReadAsync(root, cancellationToken)) is { IsEmpty: false } versions)
                {
                    return Newer(version, versions);
                }

                silent.Add($"{root} lists no release");
            }
            catch (Exception reason) when (reason is HttpRequestException or IOException or UnauthorizedAccessException || (reason is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                silent.Add($"{root}: {reason.GetBaseException().Message}");
            }
        }

        report.Warn($"Fridge could not find out whether there is a newer Flink {version}: {string.Join("; ", silent)}.");
        return null;
    }

    /// <summary>Pure. Of the same line: <c>1.20.6</c> for <c>1.20.5</c>, and no <c>1.21.0</c>, which is somebody's decision.</summary>
    internal static string? Newer(string version, ImmutableArray<string> versions)
    {
        var own = Version.Parse(version);
        return versions.Select(Version.Parse).Where(other => (other.Major, other.Minor) == (own.Major, own.Minor) && other > own).Max()?.ToString();
    }

    /// <summary>Pure.</summary>
    /// <param name="listing">A page of links, as web servers make it of a folder.</param>
    internal static ImmutableArray<string> VersionsIn(string listing) => [.. Folder().Matches(listing).Select(match => match.Groups["version"].Value).Distinct()];

    private async Task<string> ReadAsync(Uri root, CancellationToken cancellationToken)
    {
        if (root.IsFile)
        {
            return string.Concat(Directory.EnumerateDirectories(root.LocalPath).Select(folder => $"\"{Path.GetFileName(folder)}/\"\n"));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var response = await http.GetAsync(root, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        var page = new char[Longest];
        return new string(page, 0, await reader.ReadBlockAsync(page, limit.Token));
    }

    [GeneratedRegex("""["'/>]flink-(?<version>[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4})/""")]
    private static partial Regex Folder();
}
