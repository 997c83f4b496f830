using System.Security.Cryptography;
using System.Text;
using Fridge.Images.Plan;
using Fridge.Tooling;

namespace Fridge.Images.Builds;

/// <summary>
/// The image whose shell, tar and dpkg-deb run the recipes; no byte of it ends in an image. In order: the setting; one that
/// is here; Docker Hub's Debian bookworm by digest; one made of this machine's own archive by mmdebstrap, once.
/// </summary>
public sealed class BuilderImage(LocalImages images, HttpClient http)
{
    /// <summary>Docker Hub's, by the digest of its index.</summary>
    public const string Hub =
        "debian:bookworm-20260824-slim@sha256:88200866dfff7ea7f5cbcb6ec7c8a701889efe6fe859fe64d6990e4b07ea4171";

    private const string Suite = "bookworm";
    private const string Variant = "--variant=essential";
    private static readonly Uri HubProbe = new("https://registry-1.docker.io/v2/");
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    /// <returns>A reference that the engine has.</returns>
    /// <exception cref="FridgeException">None of the ways is open.</exception>
    public async Task<string> EnsureAsync(ImageSettings settings, IReport report, CancellationToken cancellationToken) =>
        await FindAsync(settings, cancellationToken) ?? await PullAsync(report, cancellationToken) ?? await BootstrapAsync(report, cancellationToken);

    /// <returns>The setting's, or one that is here; null: one would have to be pulled or made.</returns>
    public async Task<string?> FindAsync(ImageSettings settings, CancellationToken cancellationToken)
    {
        if (settings.BuilderImage is { Length: > 0 } chosen)
        {
            return chosen;
        }

        foreach (var reference in new[] { LocalTag, Hub })
        {
            if (await images.HasAsync(reference, cancellationToken))
            {
                return reference;
            }
        }

        return null;
    }

    /// <summary>The one that is made here.</summary>
    public static string LocalTag { get; } =
        $"fridge/builder:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Suite} {Variant}")))[..12]}";

    private async Task<string?> PullAsync(IReport report, CancellationToken cancellationToken)
    {
        if (!await HubAnswersAsync(cancellationToken))
        {
            report.Detail("Docker Hub doesn't answer.");
            return null;
        }

        report.Info($"Pulling the builder image {Hub}");
        if (await images.PullAsync(Hub, cancellationToken) is not { } refusal)
        {
            return Hub;
        }

        report.Warn($"Docker Hub didn't give the builder image: {refusal}");
        return null;
    }

    private async Task<bool> HubAnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProbeLimit);
        try
        {
            using var answer = await http.GetAsync(HubProbe, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<string> BootstrapAsync(IReport report, CancellationToken cancellationToken)
    {
        var sources = BootstrapSources.OfMachine(images.Host, Suite) ?? throw new FridgeException(
            $"{LocalTag} can't be made: this machine's apt knows no archive of Debian {Suite}.",
            "Let the machine reach Docker Hub, or set BuilderImage in .nuke/parameters.json to an image of Debian bookworm that the engine has.");
        report.Info("Making the builder image from this machine's Debian archive (once, about 20 s)");
        await images.BootstrapAsync(new Bootstrap(LocalTag, Suite, [Variant], sources) { ImageChanges = ["CMD [\"/bin/sh\"]"] }, report, cancellationToken);
        return LocalTag;
    }
}
