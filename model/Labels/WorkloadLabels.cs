namespace Fridge.Model;

/// <summary>Labels of workloads (one: of their instances) by which a later run knows what the cluster holds.</summary>
public static class WorkloadLabels
{
    /// <summary>The hash of the rendered workload.</summary>
    public const string Spec = "fridge.spec";

    /// <summary>Docker's own, on all that belongs to a stack: the stack's name.</summary>
    public const string Stack = "com.docker.stack.namespace";

    /// <summary>On instances: the hash of what they are made from.</summary>
    public const string Instance = "fridge.task";

    /// <summary>How many instances it is meant to have, also while <c>Stop</c> holds it at none.</summary>
    public const string Replicas = "fridge.replicas";
}
