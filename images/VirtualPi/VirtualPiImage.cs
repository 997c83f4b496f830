using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Tooling;

namespace Fridge.Images.VirtualPi;

/// <summary>The local image of a virtual Pi: made once by mmdebstrap for a content of its recipe, never pushed.</summary>
public sealed class VirtualPiImage(LocalImages images, FridgePaths paths)
{
    private const string Suite = "bookworm";
    private const string InImage = "/tmp/fridge-recipe";

    private string Recipe => Path.Combine(paths.Checkout, "images", "virtual-pi");

    /// <summary><c>fridge/virtual-pi:HASH</c>; asks no engine.</summary>
    public async Task<string> NameAsync(CancellationToken cancellationToken) =>
        $"fridge/virtual-pi:{(await FolderHash.OfAsync(Recipe, cancellationToken))[..12]}";

    /// <returns>The name of <see cref="NameAsync"/>, which the engine has.</returns>
    /// <exception cref="FridgeException">mmdebstrap is missing, or this machine has no sources of Debian bookworm.</exception>
    public async Task<string> EnsureAsync(IReport report, CancellationToken cancellationToken)
    {
        var tag = await NameAsync(cancellationToken);
        if (!await images.HasAsync(tag, cancellationToken))
        {
            report.Info("Making the virtual Pis' image from this machine's Debian archive (once, about a minute)");
            await images.BootstrapAsync(Describe(tag, Recipe, await PackagesAsync(cancellationToken)), report, cancellationToken);
        }

        return tag;
    }

    internal static Bootstrap Describe(string tag, string recipe, string packages) => new(tag, Suite,
    [
        "--variant=minbase",
        $"--include={packages}",
        "--dpkgopt=path-exclude=/usr/share/man/*",
        "--dpkgopt=path-exclude=/usr/share/locale/*",
        "--dpkgopt=path-exclude=/usr/share/doc/*",
        $"--customize-hook=copy-in {recipe} /tmp",
        $"--customize-hook=mv \"$1/tmp/virtual-pi\" \"$1{InImage}\"",
        $"--customize-hook=chroot \"$1\" sh {InImage}/setup {InImage}",
        $"--customize-hook=rm -rf \"$1{InImage}\"",
    ])
    {
        ImageChanges = ["STOPSIGNAL SIGRTMIN+3", "ENTRYPOINT [\"/usr/local/sbin/fridge-boot\"]", "ENV container=docker"],
    };

    private async Task<string> PackagesAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Recipe, "packages.list"), cancellationToken);
        return string.Join(',', lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'));
    }
}
