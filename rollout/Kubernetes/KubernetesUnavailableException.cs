using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes;

/// <summary>There is no Kubernetes yet, or its API server doesn't answer now.</summary>
internal sealed class KubernetesUnavailableException : FridgeException
{
    private KubernetesUnavailableException(string message, string nextStep, Exception? reason)
        : base(message, nextStep, inner: reason)
    {
    }

    public static KubernetesUnavailableException NotFormed(string cluster, string node, string file) => new(
        $"{cluster} has no Kubernetes yet: {node} has no {file}.", "./build.sh Deploy forms it and brings Flink.", null);

    /// <param name="where">As a person names the API server.</param>
    public static KubernetesUnavailableException Silent(string where, Exception? reason) => new(
        $"{where} doesn't answer: {reason?.GetBaseException().Message ?? "no answer in time"}",
        "An API server that has just started needs some seconds: type the same command again; kubectl get --raw /readyz asks the same.",
        reason);
}
