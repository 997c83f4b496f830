using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Rollout.Secrets;

namespace Fridge.Targets;

/// <summary>The secrets that the cluster file names.</summary>
public sealed partial class Build
{
    /// <summary>Before the first effect: a variable that isn't set must not be found when the images are built.</summary>
    private Target<ClusterSecrets> Secrets => _ => _
        .Description("Reads the cluster's secrets from where the cluster file says they are")
        .DependsOn(Memory)
        .Before(Host)
        .Unlisted()
        .Executes(async (run, ct) =>
        {
            var secrets = await new SecretSources(Redactor, Environment.GetEnvironmentVariable, run.Ask).ReadAsync(Cluster, ClusterFolder, ct);
            run.Outcome(secrets.Values.Count == 0 ? "none" : string.Join(", ", secrets.Values.Keys));
            return secrets;
        });
}
