using System.Text;
using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>Carries out what has to be done to the containers.</summary>
internal sealed class PiBooter(PiEngine engine, IReport report)
{
    private const int AtOnce = 8;

    public async Task ApplyAsync(VirtualPlan plan, VirtualChanges changes, CancellationToken cancellationToken)
    {
        await RemoveAsync([.. changes.Strays.Select(stray => stray.Container), .. changes.Pis.Where(change => change.Kind == PiChangeKind.Replace).Select(change => change.Pi.Container)], cancellationToken);
        await EnsureNetworkAsync(plan, cancellationToken);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(changes.Pis.Where(change => change.Kind != PiChangeKind.Keep), limit, async (change, token) => await ApplyAsync(change, token));
    }

    private Task ApplyAsync(PiChange change, CancellationToken cancellationToken)
    {
        report.Info($"virtual Pi {change.Pi.Node}: {change.Kind.ToString().ToLowerInvariant()} ({change.Reason})");
        return change.Kind switch
        {
            PiChangeKind.Start => StartAsync(change.Pi, cancellationToken),
            PiChangeKind.Unpause => engine.RunAsync(cancellationToken, "container", "unpause", change.Pi.Container),
            _ => MakeAsync(change.Pi, cancellationToken),
        };
    }

    private async Task MakeAsync(VirtualPi pi, CancellationToken cancellationToken)
    {
        using var profile = new MemoryStream(Encoding.UTF8.GetBytes(pi.SeccompProfile));
        await engine.FeedAsync(profile, cancellationToken, pi.CreateArguments);
        using var files = PiArchive.Of(pi.Files);
        await engine.FeedAsync(files, cancellationToken, "cp", "-", $"{pi.Container}:/");
        await engine.RunAsync(cancellationToken, "container", "start", pi.Container);
    }

    /// <summary>One that can't start again, because its network or its image is gone, is made anew on its old disk.</summary>
    private async Task StartAsync(VirtualPi pi, CancellationToken cancellationToken)
    {
        var started = await engine.TryRunAsync(cancellationToken, "container", "start", pi.Container);
        if (started.ExitCode == 0)
            return;
        report.Warn($"virtual Pi {pi.Node} doesn't start again ({started.StandardError.Trim()}); it is made again, its disk is kept");
        await RemoveAsync([pi.Container], cancellationToken);
        await MakeAsync(pi, cancellationToken);
    }

    private async Task RemoveAsync(string[] containers, CancellationToken cancellationToken)
    {
        if (containers.Length > 0)
            await engine.RunAsync(cancellationToken, ["container", "rm", "--force", .. containers]);
    }

    private async Task EnsureNetworkAsync(VirtualPlan plan, CancellationToken cancellationToken)
    {
        var networks = await EngineNetwork.AllAsync(engine, cancellationToken);
        var found = networks.FirstOrDefault(network => network.Name == plan.Network);
        if (found is not null && found.Cluster != plan.Cluster)
            throw new FridgeException($"Docker's network {plan.Network} isn't the virtual fridge's.", $"Remove or rename it, or give the cluster another name: docker network rm {plan.Network}");
        if (found is not null && found.Subnets.SequenceEqual([plan.Subnet]))
            return;
        if (found is not null)
            await engine.RunAsync(cancellationToken, "network", "rm", plan.Network);
        await engine.RunAsync(cancellationToken, plan.NetworkArguments);
    }
}
