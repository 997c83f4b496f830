using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Archives;

/// <summary>Finds the Debian archives that <see cref="ImageSettings.DebianArchives"/> means. No address is written in the repository.</summary>
public sealed class DebianArchives(IProcessRunner processes, LocalDocker docker, string root = "/")
{
    private const string ReadSources =
        "cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null; echo; cat /etc/apt/sources.list.d/*.sources 2>/dev/null; true";

    /// <param name="builderImage">The local image for <c>builder</c>, asked for only where the setting has that entry; its null: the entry gives nothing.</param>
    /// <exception cref="FridgeException">No entry of the setting gives an archive, or one is none (exit code 2).</exception>
    public async Task<ImmutableArray<Uri>> ResolveAsync(
        ImageSettings settings, Func<Task<string?>> builderImage, CancellationToken cancellationToken)
    {
        var archives = new List<Uri>();
        foreach (var entry in settings.DebianArchives)
        {
            archives.AddRange(entry switch
            {
                "machine" => OfMachine(),
                "builder" => await builderImage() is { } image ? await OfImageAsync(image, cancellationToken) : [],
                _ => [Address(entry)],
            });
        }

        return archives.Count > 0
            ? [.. archives.Distinct()]
            : throw new FridgeException(
                $"No Debian archive is known: debianArchives is {string.Join(", ", settings.DebianArchives)}, and none of these has one.",
                "Add the address of a Debian archive to debianArchives in .nuke/parameters.json.");
    }

    private static Uri Address(string entry) =>
        Uri.TryCreate(entry.TrimEnd('/') + '/', UriKind.Absolute, out var archive) && archive.Scheme is "http" or "https"
            ? archive
            : throw new FridgeException(
                $"debianArchives has '{entry}', which is not an archive's address.",
                "Give machine, builder, or an address such as http://HOST/debian: in .nuke/parameters.json, or with --debian-archives.",
                wrongUse: true);

    private IEnumerable<Uri> OfMachine()
    {
        var release = Path.Combine(root, "etc/os-release");
        if (!File.Exists(release) || !File.ReadLines(release).Contains("ID=debian"))
        {
            return [];
        }

        var folder = Path.Combine(root, "etc/apt/sources.list.d");
        var files = new[] { Path.Combine(root, "etc/apt/sources.list") }.Where(File.Exists)
            .Concat(Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Where(IsSource).Order(StringComparer.Ordinal) : []);
        return files.SelectMany(file => AptSources.Parse(File.ReadAllText(file))).Where(IsDebian);
    }

    /// <summary>Those that apt knows in an image of the local engine.</summary>
    public async Task<IEnumerable<Uri>> OfImageAsync(string image, CancellationToken cancellationToken)
    {
        var result = await processes.TryRunAsync(
            docker.Command("run", "--rm", "--network", "none", image, "sh", "-c", ReadSources) with { TimeLimit = TimeSpan.FromMinutes(1) },
            cancellationToken: cancellationToken);
        return result.ExitCode == 0 ? AptSources.Parse(result.StandardOutput).Where(IsDebian) : [];
    }

    private static bool IsSource(string file) =>
        file.EndsWith(".list", StringComparison.Ordinal) || file.EndsWith(".sources", StringComparison.Ordinal);

    /// <summary>By the archive's path: third parties (Docker's, Google's) have other names, Raspberry Pi's ARMv6 builds too.</summary>
    private static bool IsDebian(Uri archive) =>
        archive.AbsolutePath.Split('/').Any(part => part is "debian" or "debian-security")
        && !archive.Host.Contains("raspberrypi", StringComparison.Ordinal)
        && !archive.Host.StartsWith("download.docker", StringComparison.Ordinal);
}
