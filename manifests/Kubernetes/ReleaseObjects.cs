using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>A release as objects of Kubernetes: what belongs to no workload, and what its files and secrets become.</summary>
public static class ReleaseObjects
{
    /// <summary>The one key of a Secret.</summary>
    public const string SecretKey = "value";

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

    /// <param name="content">As <see cref="ReleaseSecret.Content"/> gives it.</param>
    public static Mapping Secret(this RenderedRelease release, ReleaseSecret secret, Secret content) => Mapping.Of(
        ("apiVersion", "v1"),
        ("kind", "Secret"),
        ("metadata", StandardLabels.Metadata(secret.Name, release.Namespace(), release.Name)),
        ("type", "Opaque"),
        ("immutable", true),
        ("stringData", Mapping.Of((SecretKey, content.Reveal()))));
}
