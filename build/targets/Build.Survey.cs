using Fridge.Engine;
using Fridge.Images.VirtualPi;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning.Registry;
using Fridge.Rollout.Images;
using Fridge.Targets.Sessions;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Virtual;

namespace Fridge.Targets;

/// <summary>What the cluster holds before anything is done: the truth is there, not in a journal here.</summary>
public sealed partial class Build
{
    private Target<Surveyed> Survey => _ => _
        .Description("Reads which images the cluster already holds")
        .DependsOn(Host)
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            if (await FindNodesAsync(run, ct) is not { } nodes)
            {
                run.Outcome("no nodes yet");
                return Surveyed.Nothing;
            }

            var images = await ImagesOnAsync(run, nodes, ct);
            run.Outcome($"{images.Images.Length} images");
            return new Surveyed(images);
        });

    private async Task<ReachableNodes?> FindNodesAsync(TargetRun run, CancellationToken ct)
    {
        if (!VirtualPlan.IsVirtual(Cluster))
            return new ReachableNodes(Cluster);

        var host = run.ResultOf(Host);
        if (host.Engine is null)
            return null;

        var plan = VirtualPlan.From(Cluster, host, new VirtualSettings(await VirtualPiImage.NameAsync(RootDirectory, ct)));
        var launcher = new VirtualLauncher(Processes, Paths, Time);
        return (await launcher.CheckAsync(plan, host, ct)).IsEmpty
            ? new ReachableNodes((await launcher.AttachAsync(plan, host, run.Report, ct)).Reach(Cluster))
            : null;
    }

    private async Task<ImageSet> ImagesOnAsync(TargetRun run, ReachableNodes nodes, CancellationToken ct)
    {
        try
        {
            var manager = await Sessions(run, nodes.Cluster).OpenAsync(Cluster.Managers.First().Name, ct);
            var engine = await manager.EngineAsync(ct);
            var deployed = await DeployedImages.ReadAsync(engine, Cluster.Name, ct);
            return await RunningRegistry.ReadAsync(engine, ct) is { } registry ? new ImageSet(deployed.Images.Add(registry)) : deployed;
        }
        catch (FridgeException noEngineOrSwarm)
        {
            run.Report.Detail($"Nothing can be read from the cluster yet: {noEngineOrSwarm.Message}");
            return new ImageSet([]);
        }
    }
}
