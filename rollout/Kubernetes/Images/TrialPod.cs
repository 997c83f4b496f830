using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fridge.Model;

namespace Fridge.Rollout.Kubernetes.Images;

/// <summary>A pod that has one node do something with an image, and nothing else. Pure.</summary>
internal static class TrialPod
{
    public const string Container = "trial";

    private const string Java = "/opt/java/bin/java";

    /// <summary>There is no such program: the image has been pulled when its node says so.</summary>
    private const string Nothing = "/fridge/nothing";

    public static JsonObject Pull(string node, string image, KubernetesAccess access, string cluster) => Of("pull", node, image, [Nothing], [], access, cluster);

    /// <summary>With the flags that the node's JVMs are started with, where Fridge has put them there.</summary>
    public static JsonObject StartJava(string node, string image, KubernetesAccess access, string cluster) => access.IsAdopted
        ? Of("java", node, image, [Java], ["-version"], access, cluster)
        : Of("java", node, image, [Java], [$"@{WellKnown.JvmProfile}", "-version"], access, cluster);

    public static string NameOf(JsonObject pod) => (string)pod["metadata"]!["name"]!;

    /// <param name="node">The API's name of it.</param>
    private static JsonObject Of(string what, string node, string image, JsonArray command, JsonArray arguments, KubernetesAccess access, string cluster)
    {
        var profile = Path.GetDirectoryName(WellKnown.JvmProfile)!;
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"fridge-{what}-{Hash($"{node} {image}")}",
                ["labels"] = new JsonObject { [ObjectLabels.PartOf] = cluster, [ObjectLabels.ManagedBy] = ObjectLabels.Fridge },
            },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = node,
                ["restartPolicy"] = "Never",
                ["terminationGracePeriodSeconds"] = 0,
                ["automountServiceAccountToken"] = false,
                ["enableServiceLinks"] = false,
                ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
                ["securityContext"] = new JsonObject { ["runAsNonRoot"] = true, ["runAsUser"] = WellKnown.FlinkUser, ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" } },
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = Container,
                    ["image"] = image,
                    ["imagePullPolicy"] = "IfNotPresent",
                    ["command"] = command,
                    ["args"] = arguments,
                    ["env"] = new JsonArray(new JsonObject { ["name"] = "JDK_JAVA_OPTIONS", ["value"] = "" }),
                    ["securityContext"] = new JsonObject
                    {
                        ["allowPrivilegeEscalation"] = false,
                        ["readOnlyRootFilesystem"] = true,
                        ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
                    },
                    ["volumeMounts"] = access.IsAdopted ? [] : new JsonArray(new JsonObject { ["name"] = "jvm", ["mountPath"] = profile, ["readOnly"] = true }),
                }),
                ["volumes"] = access.IsAdopted ? [] : new JsonArray(new JsonObject { ["name"] = "jvm", ["hostPath"] = new JsonObject { ["path"] = profile } }),
            },
        };
        if (access.PullSecret is { } secret)
            pod["spec"]!["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = secret });
        return pod;
    }

    private static string Hash(string text) => System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
