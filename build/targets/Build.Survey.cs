using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Registry.Running;
using Fridge.Rollout.Images;
using Fridge.Targets.Sessions;
using Fridge.Tooling;

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
            if (await Source.FindAsync(run.ResultOf(Host), run.Report, ct) is not { } nodes)
            {
                run.Outcome("no nodes yet");
                return Surveyed.Nothing;
            }

            var images = await ImagesOnAsync(run, nodes, ct);
            run.Outcome($"{images.Images.Length} images");
            return new Surveyed(images);
        });

    /// <summary>Images can be built for a shelf that is switched off, or has no swarm yet; not for one whose manager can't be trusted or lets nobody in: that is asked once, before anything is built.</summary>
    private async Task<ImageSet> ImagesOnAsync(TargetRun run, Cluster nodes, CancellationToken ct)
    {
        try
        {
            var deployed = DeployedImages.Of(await Open(run, nodes).ReadAsync(ct));
            if (!Source.AreReached)
                return deployed;
            var manager = await Sessions(run, nodes).OpenAsync(ManagerName, ct);
            return await RunningRegistry.ReadAsync(await manager.EngineAsync(ct), ct) is { } registry ? new ImageSet(deployed.Images.Add(registry)) : deployed;
        }
        catch (FridgeException noEngineOrSwarm) when (noEngineOrSwarm is not LoginRefusedException)
        {
            run.Report.Detail($"Nothing can be read from the cluster yet: {noEngineOrSwarm.Message}");
            return new ImageSet([]);
        }
    }
}
