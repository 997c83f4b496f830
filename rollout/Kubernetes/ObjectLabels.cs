using Fridge.Manifests.Kubernetes;
using Fridge.Model;

namespace Fridge.Rollout.Kubernetes;

/// <summary>Labels of objects, as people and selectors use them. What is longer than a label may be (<see cref="WorkloadLabels"/>, <see cref="PromisedImages"/>) are annotations.</summary>
internal static class ObjectLabels
{
    public const string Name = StandardLabels.Name;

    /// <summary>The cluster's name.</summary>
    public const string PartOf = StandardLabels.PartOf;

    public const string ManagedBy = StandardLabels.ManagedBy;

    public const string Fridge = StandardLabels.Fridge;

    /// <summary>What is a file, a secret or a record, beside the objects of a release.</summary>
    public const string Kept = "fridge.dev/kept";

    public static string Of(string cluster) => $"{PartOf}={cluster}";

    /// <summary>Only what Fridge itself made for the cluster.</summary>
    public static string OfFridge(string cluster) => $"{PartOf}={cluster},{ManagedBy}={Fridge}";
}
