using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>A release as the files that <c>kubectl apply --server-side -f FOLDER</c> takes in the order of their names.</summary>
internal static class KubernetesDocuments
{
    public static ImmutableArray<ManifestDocument> Of(RenderedRelease release) =>
    [
        new("10-frame.yaml", Text(release.FrameObjects())),
        new("20-files.yaml", Text(release.Files.Select(release.ConfigMap))),
        .. release.Workloads.Select(workload => new ManifestDocument($"3{workload.Wave}-{workload.Name}.yaml", Text([workload.Definition]))),
    ];

    private static string Text(IEnumerable<Mapping> objects) => string.Join("---\n", objects.Select(YamlText.Write));
}
