using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>A Debian system to be made into an image of the local engine.</summary>
/// <param name="Tag">Contains the content's hash: an image with this tag is never made again.</param>
/// <param name="Arguments">For mmdebstrap.</param>
/// <param name="Sources">apt sources that have the suite, in either of apt's styles.</param>
public sealed record Bootstrap(string Tag, string Suite, ImmutableArray<string> Arguments, string Sources)
{
    /// <summary>As <c>docker import --change</c> takes them.</summary>
    public ImmutableArray<string> ImageChanges { get; init; } = [];
}

/// <summary>Images of the local engine that are never pushed.</summary>
public sealed class LocalImages(IProcessRunner processes, HostFacts host, FridgePaths paths)
{
    /// <summary>That all of them bear.</summary>
    public const string Label = "fridge.local";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly LocalDocker docker = host.Docker;

    /// <summary>The machine that keeps them.</summary>
    public HostFacts Host => host;

    public async Task<bool> HasAsync(string reference, CancellationToken cancellationToken) =>
        (await processes.TryRunAsync(docker.Command("image", "inspect", "--format", "{{.Id}}", reference), cancellationToken: cancellationToken)).ExitCode == 0;

    /// <returns>Null: it is here; else why not.</returns>
    public async Task<string?> PullAsync(string reference, CancellationToken cancellationToken)
    {
        var result = await processes.TryRunAsync(docker.Command("pull", "--quiet", reference) with { TimeLimit = Limit }, cancellationToken: cancellationToken);
        return result.ExitCode == 0 ? null : result.StandardError.Trim();
    }

    /// <summary>mmdebstrap, then <c>docker import</c>; the tag appears whole or not at all. What a killed one leaves goes as a build's contexts do.</summary>
    public async Task BootstrapAsync(Bootstrap bootstrap, IReport report, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(BuildContext.RootOf(paths.Cache), $"bootstrap-{Path.GetRandomFileName()}"));
        var tar = Path.Combine(folder.FullName, "system.tar");
        try
        {
            using (report.Begin($"bootstrap {bootstrap.Tag}"))
            {
                await BootstrapAsync(bootstrap, tar, report, cancellationToken);
            }

            var changes = bootstrap.ImageChanges.Add($"LABEL {Label}=true").SelectMany(change => new[] { "--change", change });
            await RunAsync(docker.Command(["import", .. changes, tar, bootstrap.Tag]), report, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The sources are a file beside the tar: mmdebstrap tells one-line style from deb822 by its content.</summary>
    private async Task BootstrapAsync(Bootstrap bootstrap, string tar, IReport report, CancellationToken cancellationToken)
    {
        var sources = tar + ".sources";
        await File.WriteAllTextAsync(sources, bootstrap.Sources, cancellationToken);
        try
        {
            await RunAsync(new CommandLine("mmdebstrap", [.. bootstrap.Arguments, bootstrap.Suite, tar, sources]), report, cancellationToken);
        }
        catch (ProcessFailedException failure) when (failure.ExitCode is null)
        {
            throw new FridgeException(
                "mmdebstrap, which makes the Debian system of an image here, can't be started.", "Type ./build.sh Host, or: apt install mmdebstrap", inner: failure)
            {
                Evidence = [failure.Message],
            };
        }
    }

    private Task RunAsync(CommandLine command, IReport report, CancellationToken cancellationToken) =>
        processes.RunAsync(command with { TimeLimit = Limit }, line => report.Detail(line.Text), cancellationToken);
}
