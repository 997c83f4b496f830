using System.Text;
using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Kubernetes;

/// <summary>The Secret by which kubelets pull (<c>kubernetes.io/dockerconfigjson</c>). Another password is written over it: what runs has its image.</summary>
internal static class PullSecretObject
{
    private const string Key = ".dockerconfigjson";

    public static JsonObject Of(string name, PullLogin login, string cluster) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [ObjectLabels.PartOf] = cluster, [ObjectLabels.ManagedBy] = ObjectLabels.Fridge, [ObjectLabels.Kept] = KeptObject.Pull },
        },
        ["type"] = "kubernetes.io/dockerconfigjson",
        ["data"] = new JsonObject { [Key] = Base64(Config(login).ToJsonString()) },
    };

    /// <summary>Reads; changes nothing.</summary>
    /// <returns>Null: the API server has it as it should be.</returns>
    public static async Task<JsonObject?> LackingAsync(IKubernetesApi api, KubernetesAccess access, PullLogin login, string cluster, CancellationToken cancellationToken)
    {
        var desired = Of(access.PullSecret!, login, cluster);
        var there = await api.TryGetAsync<JsonObject>($"/api/v1/namespaces/{access.Namespace}/secrets/{access.PullSecret}", cancellationToken);
        return IsSame(desired, there) ? null : desired;
    }

    /// <param name="there">As the API server has it; null: it has none.</param>
    public static bool IsSame(JsonObject desired, JsonObject? there) => (string?)there?["data"]?[Key] == (string)desired["data"]![Key]!;

    private static JsonObject Config(PullLogin login) => new()
    {
        ["auths"] = new JsonObject { [login.Registry] = new JsonObject { ["auth"] = Base64($"{login.User}:{login.Password.Reveal()}") } },
    };

    private static string Base64(string text) => System.Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
