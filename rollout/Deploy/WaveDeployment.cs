using Docker.DotNet;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Plan;

namespace Fridge.Rollout.Deploy;

/// <summary>Wave k deploys the services of the waves up to k; what the stack no longer names goes with the last one.</summary>
internal sealed class WaveDeployment(RolloutPlan plan, NodeSession manager, IDockerClient engine, ILockHandle heldLock, IReport report)
{
    private string? clientVersion;

    public async Task DeployAsync(int wave, CancellationToken cancellationToken)
    {
        var changes = plan.Workloads.Where(change => change.Wave == wave && change.Action != WorkloadAction.Unchanged).ToList();
        if (changes.Count == 0)
            return;
        await heldLock.EnsureHeldAsync(cancellationToken);
        await CreateConfigsAsync(wave, cancellationToken);
        clientVersion ??= (await manager.ExecAsync(StackCommand.ClientVersion, cancellationToken)).StandardOutput.Trim();
        report.Info($"wave {wave + 1} of {plan.Desired.Waves}: {string.Join(", ", changes.Select(Words))}");
        await StackCommand.DeployAsync(manager, plan.Desired, wave, clientVersion, cancellationToken);
    }

    private async Task CreateConfigsAsync(int wave, CancellationToken cancellationToken)
    {
        var named = plan.Desired.Workloads.Where(service => service.Wave <= wave).SelectMany(service => service.Files).ToHashSet();
        var store = new ConfigStore(engine, plan.Desired.Name);
        foreach (var config in plan.NewFiles.Where(config => named.Contains(config.Name)))
            await store.CreateAsync(config, cancellationToken);
    }

    private static string Words(WorkloadChange change) => $"{change.Action.ToString().ToLowerInvariant()} {change.Service}";
}
