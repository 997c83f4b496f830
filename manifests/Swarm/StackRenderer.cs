using System.Collections.Immutable;
using System.Text;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>Cluster, memory and images to a stack. Pure: the same input gives the same bytes, and no cluster is asked.</summary>
/// <param name="secrets">Null: their values aren't known yet.</param>
public sealed class StackRenderer(TemplateSet templates, ClusterSecrets? secrets = null)
{
    /// <summary>Swarm's limit.</summary>
    private const int LongestSecretName = 64;

    /// <summary>Swarm's limit (<c>MaxConfigSize</c> of swarmkit).</summary>
    private const int LargestConfig = 1000 << 10;

    /// <exception cref="TemplateException">What is wrong in the templates, each with file:line:column.</exception>
    /// <exception cref="ManifestException">What can't be deployed.</exception>
    public RenderedRelease Render(Cluster cluster, MemoryPlan plan, ImageSet images)
    {
        var stackImages = ReleaseImages.Of(cluster, images);
        var variables = ReleaseVariables.Of(cluster, plan, stackImages);
        var document = Merge(variables);
        var configs = RenderConfigs(document, cluster, variables);
        var known = (secrets ?? ClusterSecrets.Unread(cluster)).OfFlink(cluster, (words, hash) => SecretName(cluster.Name, words, hash));
        var workloads = new ServiceRendering(cluster, stackImages, configs, known).RenderAll(Section(document, "services"));
        return new RenderedRelease
        {
            Name = cluster.Name,
            Workloads = workloads,
            Files = [.. configs.Values.OrderBy(config => config.Name, StringComparer.Ordinal)],
            Secrets = [.. known.Where(secret => workloads.Any(workload => workload.Secrets.Contains(secret.Name)))],
            Frame = document.Without("services", "configs"),
            Flink = FlinkPlan.Of(cluster, plan),
        };
    }

    /// <summary>All documents are rendered before the first error is shown.</summary>
    private Mapping Merge(Variables variables)
    {
        var errors = ImmutableArray.CreateBuilder<TemplateError>();
        var merged = Mapping.Empty;
        foreach (var document in templates.Documents)
        {
            try
            {
                merged = DeepMerge.Compose.Merge(merged, Root(document, variables));
            }
            catch (TemplateException e)
            {
                errors.AddRange(e.Errors);
            }
        }

        return errors.Count == 0 ? merged : throw new TemplateException(errors.ToImmutable());
    }

    private static Mapping Root(TemplateFile document, Variables variables) =>
        YamlTemplate.Render(document, variables) as Mapping
        ?? throw new TemplateException(new TemplateError(document.Path, 1, 1, "a Compose file is a mapping"));

    private ImmutableDictionary<string, ReleaseFile> RenderConfigs(Mapping document, Cluster cluster, Variables variables)
    {
        var rendering = new FileRendering(templates, variables, (key, hash) => $"{cluster.Name}_{key}-{hash}");
        return Section(document, "configs").Entries.ToImmutableDictionary(
            entry => entry.Key, entry => Fitting(entry.Key, rendering.Render(entry.Key, entry.Value)));
    }

    private static ReleaseFile Fitting(string key, ReleaseFile config) => Encoding.UTF8.GetByteCount(config.Content) is var size && size <= LargestConfig ? config
        : throw new ManifestException($"the config '{key}' has {size} bytes, and Swarm takes {LargestConfig}", "Put what is so large into an image.");

    private static string SecretName(string stack, string words, string hash)
    {
        var room = LongestSecretName - stack.Length - hash.Length - 2;
        return $"{stack}_{(words.Length <= room ? words : words[^room..].TrimStart('-'))}-{hash}";
    }

    private static Mapping Section(Mapping document, string key) => document[key] as Mapping ?? Mapping.Empty;
}
