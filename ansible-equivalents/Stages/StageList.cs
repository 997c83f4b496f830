using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.HostTasks.Docker;
using Fridge.Provisioning.HostTasks.Firewall;
using Fridge.Provisioning.HostTasks.Baseline;
using Fridge.Provisioning.HostTasks.HostsFile;
using Fridge.Provisioning.HostTasks.JvmProfile;
using Fridge.Provisioning.HostTasks.Reboot;
using Fridge.Provisioning.HostTasks.RegistryTrust;
using Fridge.Provisioning.HostTasks.UiPort;
using Fridge.Provisioning.Swarm;

namespace Fridge.Provisioning.Stages;

/// <summary>The stages in their order, and every fact that any of them asks for: so a converged node costs one exec.</summary>
internal static class StageList
{
    /// <summary>In the order of their changes on a node: an engine is there before its ports are closed.</summary>
    private static readonly ImmutableArray<IHostTask> BaseTasks =
        [new BaselineTask(), new UiPortTask(), new HostsFileTask(), new DockerTask(), new RegistryTrustTask(), new FirewallTask(), new JvmProfileTask()];

    private static readonly RebootTask Reboot = new();

    public static ImmutableArray<IHostTask> HostTasks => [.. BaseTasks, Reboot];

    public static ImmutableArray<Fact> Facts { get; } =
    [
        .. SystemFacts.All, .. EngineFacts.All, RegistryFacts.Authority, RegistryFacts.RunningSpec,
        .. BaseTasks.SelectMany(task => task.Facts), .. Reboot.Facts,
    ];

    public static ImmutableArray<Stage> For(INodeSessions sessions, IReport report, TimeProvider time, IRunLock runLock)
    {
        var swarm = new SwarmExecutor(sessions, report, time);
        return
        [
            new("authority", RegistryAuthority.Examine, new RegistryAuthority(sessions, time)),
            new("base", Base, new DetachedApply(sessions, report)),
            new("reboot", cluster => cluster.All.SelectMany(Reboot.Examine), new RebootExecutor(sessions, report, time, runLock)),
            new("managers", SwarmPlanner.Managers, swarm),
            new("workers", SwarmPlanner.Workers, swarm),
            new("labels", SwarmPlanner.Labels, swarm),
        ];
    }

    /// <summary>Refusals of the swarm are found with the first facts, before anything is changed; those that need every engine's word, when all are up.</summary>
    private static IEnumerable<Finding> Base(ClusterView cluster) =>
        cluster.All.SelectMany(node => BaseTasks.SelectMany(task => task.Examine(node))).Concat(SwarmPlanner.Refusals(cluster));
}
