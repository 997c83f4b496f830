using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Who pods are to the registry that their images are pulled from, where the cluster file names one that wants to know.</summary>
public static class PullSecret
{
    private const string Name = "fridge-registry";
    private const string Secrets = "imagePullSecrets";

    /// <summary>The Secret of the cluster's namespace; null: whoever asks gets images.</summary>
    public static string? NameOf(Cluster cluster) => cluster.ImageSource?.Credentials is null ? null : Name;

    /// <summary>Each workload's pods are told it, a person's own too; one that names some itself keeps those.</summary>
    internal static KubernetesObject Put(KubernetesObject bare, Cluster cluster) =>
        NameOf(cluster) is { } name && bare.IsWorkload && bare.PodTemplate.Find($"spec.{Secrets}") is null
            ? bare with { Definition = bare.Definition.Change("spec.template.spec", pod => pod.With(Secrets, new Sequence([Mapping.Of(("name", name))]))) }
            : bare;
}
