using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>Puts the names of this release's files and secrets where a pod's volumes name them by their keys.</summary>
/// <param name="files">By the names that templates give them.</param>
/// <param name="plain">ConfigMaps of templates that have their data themselves.</param>
internal sealed class PodReferences(
    ImmutableDictionary<string, ReleaseFile> files, ImmutableArray<ReleaseSecret> secrets, ImmutableHashSet<string> plain)
{
    private readonly HashSet<string> usedFiles = [], usedSecrets = [];

    public ImmutableArray<string> Files => [.. usedFiles.Order(StringComparer.Ordinal)];

    public ImmutableArray<string> Secrets => [.. usedSecrets.Order(StringComparer.Ordinal)];

    public Mapping Fill(KubernetesObject workload) => workload.Definition.Change("spec.template.spec", pod => pod["volumes"] is Sequence volumes
        ? pod.With("volumes", new Sequence([.. volumes.Items.Select(volume => volume is Mapping map ? Volume(workload, map) : volume)]))
        : pod);

    private Mapping Volume(KubernetesObject workload, Mapping volume)
    {
        var filled = Source(workload, volume, secretName: "secretName");
        return filled.Find("projected.sources") is not Sequence sources ? filled : filled.Change("projected", projected => projected.With(
            "sources", new Sequence([.. sources.Items.Select(source => source is Mapping map ? Source(workload, map, secretName: "name") : source)])));
    }

    private Mapping Source(KubernetesObject workload, Mapping source, string secretName)
    {
        if (source.Text("configMap.name") is { } file && !plain.Contains(file))
            return source.Change("configMap", map => map.With("name", File(workload, file, map)));
        return source.Text($"secret.{secretName}") is { } secret ? source.Change("secret", map => map.With(secretName, Secret(workload, secret))) : source;
    }

    private string File(KubernetesObject workload, string key, Mapping source)
    {
        if (!files.TryGetValue(key, out var file))
            throw workload.Refuse($"no ConfigMap '{key}' is declared; there are {string.Join(", ", files.Keys.Concat(plain).Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}");
        if (source.Maps("items").FirstOrDefault(item => item.Text("key") != file.File) is { } item)
            throw workload.Refuse($"the ConfigMap '{key}' has the one key {file.File}, and its item asks for '{item.Text("key")}'");
        usedFiles.Add(file.Name);
        return file.Name;
    }

    private string Secret(KubernetesObject workload, string key)
    {
        var name = secrets.FirstOrDefault(secret => secret.Key == key)?.Name
            ?? throw workload.Refuse($"the cluster file names no secret '{key}'; there are {string.Join(", ", secrets.Select(secret => secret.Key).DefaultIfEmpty("none"))}");
        usedSecrets.Add(name);
        return name;
    }
}
