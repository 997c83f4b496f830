using Fridge.Images.Plan;
using Fridge.Images.VirtualPi;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Tests.Virtual;

/// <summary>The image of the virtual Pis: the engine's, or made once for all tests that ask at the same time.</summary>
internal static class PiImage
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<string> EnsureAsync(HostFacts host, IReport report, CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            using var http = new HttpClient();
            var image = new VirtualPiImage(new ProcessRunner(), host, http, FridgePaths.FromEnvironment(Checkout.Root));
            await image.EnsureAsync(new ImageSettings { FlinkMirrors = [] }, report, cancellationToken);
            return await VirtualPiImage.NameAsync(Checkout.Root, cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
