using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>A Debian system to be made into an image of the local engine.</summary>
/// <param name="Tag">Contains the content's hash: an image with this tag is never made again.</param>
/// <param name="Arguments">For mmdebstrap.</param>
public sealed record Bootstrap(string Tag, string Suite, ImmutableArray<string> Arguments)
{
    /// <summary>As <c>docker import --change</c> takes them.</summary>
    public ImmutableArray<string> ImageChanges { get; init; } = [];
}

/// <summary>Images of the local engine that are never pushed.</summary>
public sealed class LocalImages(IProcessRunner processes, FridgePaths paths)
{
    private static readonly ImmutableArray<string> SourcesOfDebian12 =
        ["/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list"];

    public async Task<bool> HasAsync(string reference, CancellationToken cancellationToken) =>
        (await processes.TryRunAsync(new CommandLine("docker", "image", "inspect", "--format", "{{.Id}}", reference), cancellationToken: cancellationToken)).ExitCode == 0;

    /// <summary>mmdebstrap with the machine's own sources, then <c>docker import</c>; the tag appears whole or not at all.</summary>
    public async Task BootstrapAsync(Bootstrap bootstrap, IReport report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(paths.Cache);
        var tar = Path.Combine(paths.Cache, $"bootstrap-{Path.GetRandomFileName()}.tar");
        try
        {
            using (report.Begin($"bootstrap {bootstrap.Tag}"))
            {
                await RunAsync("mmdebstrap", [.. bootstrap.Arguments, bootstrap.Suite, tar, Sources(bootstrap)], report, cancellationToken);
            }

            var changes = bootstrap.ImageChanges.SelectMany(change => new[] { "--change", change });
            await RunAsync("docker", ["import", .. changes, tar, bootstrap.Tag], report, cancellationToken);
        }
        finally
        {
            File.Delete(tar);
        }
    }

    private static string Sources(Bootstrap bootstrap) =>
        SourcesOfDebian12.FirstOrDefault(file => File.Exists(file) && File.ReadAllText(file).Contains(bootstrap.Suite, StringComparison.Ordinal))
        ?? throw new FridgeException(
            $"{bootstrap.Tag} can't be made: this machine's apt has no sources of Debian {bootstrap.Suite}.",
            "Let the machine reach Docker Hub, or set builderImage in .nuke/parameters.json to an image of Debian bookworm that the engine has.");

    private async Task RunAsync(string program, IEnumerable<string> arguments, IReport report, CancellationToken cancellationToken)
    {
        try
        {
            await processes.RunAsync(
                new CommandLine(program, arguments) { TimeLimit = TimeSpan.FromMinutes(10) }, line => report.Detail(line.Text), cancellationToken);
        }
        catch (ProcessFailedException failure) when (failure.ExitCode is null && program == "mmdebstrap")
        {
            throw new FridgeException(
                "A Debian system is to be made here, and mmdebstrap can't be started.", "Type ./build.sh Host, or: apt install mmdebstrap", inner: failure)
            {
                Evidence = [failure.Message],
            };
        }
    }
}
