using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>Service mappings to services: what is ours is taken out, labels are put in.</summary>
internal sealed class ServiceRendering(Cluster cluster, StackImages images, IReadOnlyDictionary<string, RenderedConfig> configs)
{
    private const string Gates = "x-gates";
    private const string DependsOn = "depends_on";
    private const string Classes = "x-classes";

    /// <summary>What of <c>deploy</c> Swarm changes without making new tasks (swarmkit, IsTaskDirty): it must not change a container's label.</summary>
    private static readonly string[] OfTheServiceAlone = ["labels", "placement", "replicas", "rollback_config", "update_config"];

    public ImmutableArray<RenderedService> RenderAll(Mapping services)
    {
        var dependencies = services.Entries.ToDictionary(
            entry => entry.Key, entry => Waves.DependsOn(Definition(entry)[DependsOn], Fail(entry.Key)));
        var waves = Waves.Of(dependencies, message => throw new StackException(message));
        return [.. services.Entries
            .Select(entry => Render(entry.Key, Definition(entry), waves[entry.Key], dependencies[entry.Key]))
            .OrderBy(service => service.Wave).ThenBy(service => service.Name, StringComparer.Ordinal)];
    }

    private RenderedService Render(string name, Mapping source, int wave, IReadOnlyList<string> dependsOn)
    {
        var bare = WithConfigNames(name, source.Without(Gates, DependsOn, Classes));
        var taskHash = TaskHash(bare);
        var definition = ComposeMerge.Merge(bare, Mapping.Of(("labels", Mapping.Of((StackLabels.Task, taskHash)))));
        var hash = Hash(definition);
        return new RenderedService
        {
            Name = name,
            Wave = wave,
            Image = (definition["image"] as Scalar)?.Text ?? throw new StackException($"service '{name}' names no image"),
            SpecHash = hash,
            TaskHash = taskHash,
            Definition = WithLabels(definition, hash),
            Replicas = Replicas(definition),
            Nodes = Placement.Nodes(definition, cluster),
            Configs = [.. ConfigEntries(definition).Select(entry => ((Scalar)entry["source"]!).Text)],
            Gates = [.. GateNames(source).Select(gate => Gate(name, gate))],
            DependsOn = [.. dependsOn],
            Classes = source[Classes] is Scalar classes ? new ClassArchive(classes.Text) : null,
        };
    }

    private Mapping WithConfigNames(string service, Mapping definition)
    {
        var named = ConfigEntries(definition).Select(entry => entry.With("source", Find(service, entry["source"]).Name)).ToList();
        return named.Count == 0 ? definition : definition.With("configs", new Sequence([.. named]));
    }

    private RenderedConfig Find(string service, Value? source) =>
        source is Scalar scalar && configs.TryGetValue(scalar.Text, out var config)
            ? config
            : throw new StackException(
                $"service '{service}': config '{(source as Scalar)?.Text}' isn't declared; there are " +
                string.Join(", ", configs.Keys.Order().DefaultIfEmpty("none")));

    private static IEnumerable<Mapping> ConfigEntries(Mapping definition) =>
        (definition["configs"] as Sequence ?? Sequence.Empty).Items.OfType<Mapping>();

    private Mapping WithLabels(Mapping definition, string hash)
    {
        var deploy = definition["deploy"] as Mapping ?? Mapping.Empty;
        var own = new (string Key, Value Value)[]
        {
            (StackLabels.Spec, hash),
            (StackLabels.Replicas, Replicas(definition).ToString(CultureInfo.InvariantCulture)),
        };
        var labels = own.Concat(images.Labels()).Aggregate(
            deploy["labels"] as Mapping ?? Mapping.Empty, (all, label) => all.With(label.Key, label.Value));
        return definition.With("deploy", deploy.With("labels", labels));
    }

    private static int Replicas(Mapping definition) =>
        (definition["deploy"] as Mapping)?["replicas"] is Scalar { Content: long replicas } ? (int)replicas : 1;

    private static IEnumerable<string> GateNames(Mapping source) =>
        (source[Gates] as Sequence ?? Sequence.Empty).Items.OfType<Scalar>().Select(gate => gate.Text);

    private static ServiceGate Gate(string service, string gate) => gate switch
    {
        "flink-rest" => ServiceGate.FlinkRest,
        "task-managers" => ServiceGate.TaskManagers,
        "job-running" => ServiceGate.JobRunning,
        _ => throw new StackException($"service '{service}': found gate '{gate}', expected flink-rest, task-managers or job-running"),
    };

    private static string TaskHash(Mapping definition) => Hash(
        definition["deploy"] is Mapping deploy ? definition.With("deploy", deploy.Without(OfTheServiceAlone)) : definition);

    private static string Hash(Mapping definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(YamlText.Write(definition))));

    private static Mapping Definition(KeyValuePair<string, Value> entry) =>
        entry.Value as Mapping ?? throw new StackException($"service '{entry.Key}' is {entry.Value.Kind}, expected a mapping");

    private static Action<string> Fail(string service) => message => throw new StackException($"service '{service}': {message}");
}
