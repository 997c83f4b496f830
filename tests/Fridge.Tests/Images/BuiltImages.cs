using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Images;

/// <summary>Images for ARMv7 from the cache, or built.</summary>
internal static class BuiltImages
{
    public static async Task<ImagePlan> PlanAsync(ImageVariant variant = ImageVariant.Default)
    {
        var cluster = ClusterFile.Load(Checkout.File("clusters", "virtual.yaml"), Checkout.Root).Cluster;
        var settings = new ImageSettings { FlinkMirrors = Mirrors.Read(), MavenRepositories = Mirrors.Maven(), Platforms = [NodeArchitecture.Armv7], Variant = variant };
        return ImagePlanner.Plan(cluster, settings, await ImageInputs.ReadAsync(Checkout.File("images"), Checkout.Root, cluster, TestContext.Current.CancellationToken));
    }

    /// <summary>A job's image with Flink's, on which it lies.</summary>
    public static async Task<ImageRecord> OneAsync(string name, ImageVariant variant = ImageVariant.Default)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var (processes, paths) = (new ProcessRunner(), FridgePaths.FromEnvironment(Checkout.Root));
        var host = await new HostProbe(processes, hasTerminal: false).ProbeAsync(cancellationToken);
        using var http = new HttpClient();
        var plan = await PlanAsync(variant);
        var builder = new ImageBuilder(processes, host, new Downloader(paths), http, paths, TimeProvider.System);
        var wanted = plan[name];
        var below = plan.Images.Where(image => wanted.Kind == ImageKind.Job && image.Kind == ImageKind.Flink);
        return (await builder.BuildAsync(plan with { Images = [.. below, wanted] }, new ReportRecorder(), cancellationToken))[name];
    }
}
