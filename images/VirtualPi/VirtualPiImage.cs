using Fridge.Images.Archives;
using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.VirtualPi;

/// <summary>The local image of a virtual Pi: made once by mmdebstrap for a content of its recipe, never pushed.</summary>
public sealed class VirtualPiImage(IProcessRunner processes, HostFacts host, HttpClient http, FridgePaths paths)
{
    private const string Suite = "bookworm";
    private const string InImage = "/tmp/fridge-recipe";

    private readonly LocalImages images = new(processes, host, paths);

    private string Recipe => RecipeIn(paths.Checkout);

    /// <summary><c>fridge/virtual-pi:HASH</c>; asks no engine.</summary>
    public static async Task<string> NameAsync(string checkout, CancellationToken cancellationToken) =>
        $"fridge/virtual-pi:{(await FolderHash.OfAsync(RecipeIn(checkout), cancellationToken))[..12]}";

    /// <summary>Makes the image of <see cref="NameAsync"/> where the engine lacks it.</summary>
    /// <returns>Whether it was made.</returns>
    /// <exception cref="FridgeException">mmdebstrap is missing, or nobody here knows an archive of Debian bookworm.</exception>
    public async Task<bool> EnsureAsync(ImageSettings settings, IReport report, CancellationToken cancellationToken)
    {
        var tag = await NameAsync(paths.Checkout, cancellationToken);
        if (await images.HasAsync(tag, cancellationToken))
            return false;
        var sources = await SourcesAsync(settings, report, cancellationToken);
        report.Info("Making the virtual Pis' image from a Debian archive (once, about a minute)");
        await images.BootstrapAsync(Describe(tag, Recipe, await PackagesAsync(cancellationToken), sources), report, cancellationToken);
        return true;
    }

    internal static Bootstrap Describe(string tag, string recipe, string packages, string sources) => new(tag, Suite,
    [
        "--variant=minbase",
        $"--include={packages}",
        "--dpkgopt=path-exclude=/usr/share/man/*",
        "--dpkgopt=path-exclude=/usr/share/locale/*",
        "--dpkgopt=path-exclude=/usr/share/doc/*",
        $"--customize-hook=copy-in {ShellText.Quote(recipe)} /tmp",
        $"--customize-hook=mv \"$1/tmp/virtual-pi\" \"$1{InImage}\"",
        $"--customize-hook=chroot \"$1\" sh {InImage}/setup {InImage}",
        $"--customize-hook=rm -rf \"$1{InImage}\"",
    ], sources)
    {
        ImageChanges = ["STOPSIGNAL SIGRTMIN+3", "ENTRYPOINT [\"/usr/local/sbin/fridge-boot\"]", "ENV container=docker"],
    };

    private async Task<string> SourcesAsync(ImageSettings settings, IReport report, CancellationToken cancellationToken) =>
        BootstrapSources.OfMachine(host, Suite)
        ?? BootstrapSources.Of(await OfBuilderAsync(settings, report, cancellationToken), Suite)
        ?? throw new FridgeException(
            $"The image of the virtual Pis can't be made: neither this machine's apt nor the builder image knows an archive of Debian {Suite}.",
            $"Add a source of Debian {Suite} to /etc/apt/sources.list.d, pinned low, or use real Pis.");

    private async Task<IEnumerable<Uri>> OfBuilderAsync(ImageSettings settings, IReport report, CancellationToken cancellationToken)
    {
        var builder = await new BuilderImage(images, http).EnsureAsync(settings, report, cancellationToken);
        return await new DebianArchives(processes, host.Docker).OfImageAsync(builder, cancellationToken);
    }

    private static string RecipeIn(string checkout) => Path.Combine(checkout, "images", "virtual-pi");

    private async Task<string> PackagesAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Recipe, "packages.list"), cancellationToken);
        return string.Join(',', lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'));
    }
}
