using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>A release as objects of Kubernetes: what belongs to no workload, and what its files become.</summary>
public static class ReleaseObjects
{
    internal const string ObjectsKey = "objects";

    /// <summary>What belongs to no single workload, in the order of application: the namespace first.</summary>
    public static ImmutableArray<Mapping> FrameObjects(this RenderedRelease release) => [.. release.Frame.Maps(ObjectsKey)];

    public static string Namespace(this RenderedRelease release) => release.FrameObjects()[0].Text("metadata.name")!;

    /// <summary>Immutable: what has its name has its content.</summary>
    public static Mapping ConfigMap(this RenderedRelease release, ReleaseFile file) => Mapping.Of(
        ("apiVersion", "v1"),
        ("kind", "ConfigMap"),
        ("metadata", StandardLabels.Metadata(file.Name, release.Namespace(), release.Name)),
        ("immutable", true),
        ("data", Mapping.Of((file.File, file.Content))));
}
