using System.Collections.Immutable;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Holds every object of a release against the schemas before anything leaves the machine.</summary>
internal static class SchemaCheck
{
    /// <param name="objects">Where each is from.</param>
    /// <exception cref="TemplateException">With the place of each.</exception>
    public static void Check(ImmutableArray<KubernetesObject> objects, RenderedRelease release, KubernetesSchema schema, KubernetesVersion version)
    {
        TemplateError[] errors =
        [
            .. from definition in release.FrameObjects().Concat(release.Workloads.Select(workload => workload.Definition))
            from fault in schema.Faults(definition, schema.Minor == version.Minor)
            select objects.First(each => each.Kind == definition.Text("kind") && each.Name == definition.Text("metadata.name")).Error(fault),
        ];
        if (errors.Length > 0)
            throw new TemplateException([.. errors]);
    }
}
