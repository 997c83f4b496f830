using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Gates;

/// <summary>An image that the cluster doesn't run yet, and a node that is to run it, on which its Java is started once.</summary>
public sealed record JavaTrial(string Node, string Image)
{
    private const string Container = "fridge-java";

    /// <summary>Each new image of Flink once. Pure.</summary>
    public static ImmutableArray<JavaTrial> For(RenderedRelease desired, Observed held) =>
    [
        .. from service in desired.Workloads
           where service.Classes is not null && held.Workloads.All(known => known.Image != service.Image)
           from node in service.Nodes
           select new JavaTrial(node, service.Image) into trial
           group trial by trial.Image into same
           orderby same.Key
           select same.MinBy(trial => trial.Node, StringComparer.Ordinal)!,
    ];

    /// <summary>With the flags that the node's JVMs are started with, so that one that this board's Java doesn't know is found too.</summary>
    public RemoteCommand Command(TimeSpan limit) => new(
        "timeout", $"{limit.TotalSeconds:0}", "docker", "run", "--rm", "--name", Container, "--network", "none", "--env", "JDK_JAVA_OPTIONS=",
        "--volume", $"{WellKnown.JvmProfile}:{WellKnown.JvmProfile}:ro", "--entrypoint", "/opt/java/bin/java", Image, $"@{WellKnown.JvmProfile}", "-version")
    {
        AsRoot = true,
    };

    /// <summary>What a run that was killed may have left.</summary>
    public RemoteCommand RemoveContainer => new("docker", "rm", "--force", Container) { AsRoot = true };
}
