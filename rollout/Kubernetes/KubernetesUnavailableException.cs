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
        "An API server that has just started needs some seconds: run the same command again; kubectl get --raw /readyz asks the same.",
        reason);

    /// <summary>To a port of a pod.</summary>
    public static KubernetesUnavailableException NoWay(string where, int port, Exception reason) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{where} gives no way to port {port} of the pod: {reason.GetBaseException().Message.TrimEnd('.')}."),
        "This needs the rights get and create of pods/portforward; kubectl port-forward asks for the same.", reason);
}
