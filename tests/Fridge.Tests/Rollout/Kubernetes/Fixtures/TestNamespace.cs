using System.Globalization;
using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Api;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>A namespace for one test, and small objects in it.</summary>
internal static class TestNamespace
{
    private static int made;

    public static string NewName() => string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}-{Interlocked.Increment(ref made)}");

    public static async Task<string> MakeAsync(IKubernetesApi api, CancellationToken cancellationToken)
    {
        var name = NewName();
        await api.SendAsync<JsonObject>(
            ApiRequest.Create("/api/v1/namespaces", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } }), cancellationToken);
        return name;
    }

    public static JsonObject ConfigMap(string name, params IEnumerable<(string Key, string Value)> data) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
    };

    public static JsonObject Deployment(string name, int replicas, string cluster = "pico", string image = "registry.fridge:5000/flink@sha256:1") => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = Labels(name, cluster) },
        ["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [ObjectLabels.Name] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels(name, cluster) },
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = name, ["image"] = image }) },
            },
        },
    };

    private static JsonObject Labels(string name, string cluster) =>
        new() { [ObjectLabels.Name] = name, [ObjectLabels.PartOf] = cluster, [ObjectLabels.ManagedBy] = ObjectLabels.Fridge };
}
