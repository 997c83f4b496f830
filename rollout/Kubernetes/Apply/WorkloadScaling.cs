using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Verbs;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>Says how many of a workload there are to be, and nothing else: as a field manager of its own, so that the next release takes it back.</summary>
internal sealed class WorkloadScaling(IKubernetesApi api, Discovery kinds, string space)
{
    private const string Apps = "apps/v1";

    private readonly ServerSideApply apply = new(api, kinds, space, force: true);

    public async Task ScaleAsync(WorkloadScale scale, CancellationToken cancellationToken)
    {
        var kind = await KindAsync(scale.Workload, cancellationToken);
        await apply.ApplyAsync(
            new JsonObject
            {
                ["apiVersion"] = Apps,
                ["kind"] = kind,
                ["metadata"] = new JsonObject { ["name"] = scale.Workload },
                ["spec"] = kind == "DaemonSet" ? OnNodes(scale.To > 0) : new JsonObject { ["replicas"] = scale.To },
            },
            cancellationToken,
            ServerSideApply.Scaler);
    }

    /// <summary>A DaemonSet has one on each node that fits: none fits while it is stopped.</summary>
    private static JsonObject OnNodes(bool runs) => runs
        ? []
        : new JsonObject { ["template"] = new JsonObject { ["spec"] = new JsonObject { ["nodeSelector"] = new JsonObject { [WorkloadReader.Stopped] = "true" } } } };

    private async Task<string> KindAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { "Deployment", "StatefulSet", "DaemonSet" })
        {
            if (await api.TryGetAsync<JsonObject>((await kinds.FindAsync(Apps, kind, cancellationToken)).Object(space, name), cancellationToken) is not null)
                return kind;
        }

        throw new FridgeException($"The namespace {space} has no workload {name} any more.", "./build.sh Status shows what there is.");
    }
}
