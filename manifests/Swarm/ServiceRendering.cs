using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>Service mappings to services: what is ours is taken out, labels are put in.</summary>
internal sealed class ServiceRendering(
    Cluster cluster, ReleaseImages images, IReadOnlyDictionary<string, ReleaseFile> configs, ImmutableArray<ReleaseSecret> secrets)
{
    private const string Gates = "x-gates";
    private const string DependsOn = "depends_on";
    private const string Classes = "x-classes";

    /// <summary>What of <c>deploy</c> Swarm changes without making new tasks (swarmkit, IsTaskDirty): it must not change a container's label.</summary>
    private static readonly string[] OfTheServiceAlone = ["labels", "placement", "replicas", "rollback_config", "update_config"];

    public ImmutableArray<Workload> RenderAll(Mapping services)
    {
        var dependencies = services.Entries.ToDictionary(
            entry => entry.Key, entry => Waves.DependsOn(Definition(entry)[DependsOn], Fail(entry.Key)));
        var waves = Waves.Of(dependencies, message => throw new ManifestException(message));
        return [.. services.Entries
            .Select(entry => Render(entry.Key, Definition(entry), waves[entry.Key], dependencies[entry.Key]))
            .OrderBy(service => service.Wave).ThenBy(service => service.Name, StringComparer.Ordinal)];
    }

    private Workload Render(string name, Mapping source, int wave, IReadOnlyList<string> dependsOn)
    {
        var bare = WithSecretNames(name, WithConfigNames(name, source.Without(Gates, DependsOn, Classes)));
        var instanceHash = InstanceHash(bare);
        var definition = DeepMerge.Compose.Merge(bare, Mapping.Of(("labels", Mapping.Of((WorkloadLabels.Instance, instanceHash)))));
        var hash = DefinitionHash.Of(definition);
        var labelled = WithLabels(definition, hash);
        return new Workload
        {
            Name = name,
            Wave = wave,
            Image = (definition["image"] as Scalar)?.Text ?? throw new ManifestException($"service '{name}' names no image"),
            SpecHash = hash,
            InstanceHash = instanceHash,
            Definition = labelled,
            Labels = LabelsOf(labelled),
            Replicas = Replicas(definition),
            Nodes = Placement.Nodes(name, definition, cluster),
            Memory = Memory(name, definition),
            Ports = [.. Ports(definition)],
            Files = [.. ConfigEntries(definition).Select(entry => ((Scalar)entry["source"]!).Text)],
            Secrets = [.. SecretEntries(definition).Select(entry => ((Scalar)entry["source"]!).Text)],
            Gates = GateNames.Asked(name, source[Gates]),
            DependsOn = [.. dependsOn],
            Classes = source[Classes] is Scalar classes ? new ClassArchive(classes.Text) : null,
        };
    }

    private Mapping WithConfigNames(string service, Mapping definition)
    {
        var named = ConfigEntries(definition).Select(entry => entry.With("source", Find(service, entry["source"]).Name)).ToList();
        return named.Count == 0 ? definition : definition.With("configs", new Sequence([.. named]));
    }

    private ReleaseFile Find(string service, Value? source) =>
        source is Scalar scalar && configs.TryGetValue(scalar.Text, out var config)
            ? config
            : throw new ManifestException(
                $"service '{service}': config '{(source as Scalar)?.Text}' isn't declared; there are " +
                string.Join(", ", configs.Keys.Order().DefaultIfEmpty("none")));

    private static IEnumerable<Mapping> ConfigEntries(Mapping definition) =>
        (definition["configs"] as Sequence ?? Sequence.Empty).Items.OfType<Mapping>();

    /// <summary>A template lists those that there may be: where there are none, the service has no such key.</summary>
    private Mapping WithSecretNames(string service, Mapping definition)
    {
        var named = SecretEntries(definition).Select(entry => entry.With("source", NameOf(service, entry["source"]))).ToList();
        return named.Count == 0 ? definition.Without("secrets") : definition.With("secrets", new Sequence([.. named]));
    }

    private string NameOf(string service, Value? source) =>
        secrets.FirstOrDefault(secret => secret.Key == (source as Scalar)?.Text)?.Name
        ?? throw new ManifestException(
            $"service '{service}': the cluster file names no secret '{(source as Scalar)?.Text}'; there are " +
            string.Join(", ", secrets.Select(secret => secret.Key).DefaultIfEmpty("none")));

    private static IEnumerable<Mapping> SecretEntries(Mapping definition) =>
        (definition["secrets"] as Sequence ?? Sequence.Empty).Items.OfType<Mapping>();

    private Mapping WithLabels(Mapping definition, string hash)
    {
        var deploy = definition["deploy"] as Mapping ?? Mapping.Empty;
        var own = new KeyValuePair<string, string>[]
        {
            new(WorkloadLabels.Spec, hash),
            new(WorkloadLabels.Replicas, Replicas(definition).ToString(CultureInfo.InvariantCulture)),
        };
        var labels = own.Concat(images.Labels((definition["image"] as Scalar)?.Text)).Aggregate(
            deploy["labels"] as Mapping ?? Mapping.Empty, (all, label) => all.With(label.Key, label.Value));
        return definition.With("deploy", deploy.With("labels", labels));
    }

    private static ImmutableSortedDictionary<string, string> LabelsOf(Mapping definition) =>
        (((definition["deploy"] as Mapping)?["labels"] as Mapping) ?? Mapping.Empty).Entries
            .ToImmutableSortedDictionary(label => label.Key, label => ((Scalar)label.Value).Text, StringComparer.Ordinal);

    private static int Replicas(Mapping definition) =>
        (definition["deploy"] as Mapping)?["replicas"] is Scalar { Content: long replicas } ? (int)replicas : 1;

    private static MemorySize? Memory(string service, Mapping definition) =>
        (((definition["deploy"] as Mapping)?["resources"] as Mapping)?["limits"] as Mapping)?["memory"] is not Scalar limit ? null
        : MemorySize.TryParse(limit.Text, out var size) ? size
        : throw new ManifestException($"service '{service}': found memory '{limit.Text}', expected a size such as 512m");

    /// <summary>Those that the service publishes; <c>published</c> in the long form, the middle of <c>8081:8081</c> in the short one.</summary>
    private static IEnumerable<int> Ports(Mapping definition) =>
        from port in (definition["ports"] as Sequence ?? Sequence.Empty).Items
        let text = port is Mapping map ? (map["published"] as Scalar)?.Text : (port as Scalar)?.Text.Split('/')[0].Split(':') is [.., var published, _] ? published : null
        where int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(text!, CultureInfo.InvariantCulture);

    private static string InstanceHash(Mapping definition) => DefinitionHash.Of(
        definition["deploy"] is Mapping deploy ? definition.With("deploy", deploy.Without(OfTheServiceAlone)) : definition);

    private static Mapping Definition(KeyValuePair<string, Value> entry) =>
        entry.Value as Mapping ?? throw new ManifestException($"service '{entry.Key}' is {entry.Value.Kind}, expected a mapping");

    private static Action<string> Fail(string service) => message => throw new ManifestException($"service '{service}': {message}");
}
