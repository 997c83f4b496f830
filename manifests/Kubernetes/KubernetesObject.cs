using System.Collections.Immutable;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>An object that templates and overrides come to, with the place of what last had a part in it.</summary>
internal sealed record KubernetesObject(string Path, long Line, Mapping Definition)
{
    /// <summary>Keys of ours; the renderer takes them out.</summary>
    public const string File = "x-file", Gates = "x-gates", Classes = "x-classes", DependsOn = "depends_on";

    private static readonly ImmutableArray<string> WorkloadKinds = ["Deployment", "StatefulSet", "DaemonSet"];

    public string Kind => Definition.Text("kind") ?? "";

    public string ApiVersion => Definition.Text("apiVersion") ?? "";

    public string Name => Definition.Text("metadata.name") ?? "";

    public bool IsWorkload => WorkloadKinds.Contains(Kind);

    /// <summary>What pods are made from; empty where the object makes none.</summary>
    public Mapping PodTemplate => Kind == "CronJob" ? Definition.Map("spec.jobTemplate.spec.template") : Definition.Map("spec.template");

    public IEnumerable<Mapping> Containers => PodTemplate.Maps("spec.containers").Concat(PodTemplate.Maps("spec.initContainers"));

    public TemplateError Error(string message) => new(Path, Line, 1, $"{Kind} '{Name}': {message}");

    public TemplateException Refuse(string message) => new(Error(message));
}
