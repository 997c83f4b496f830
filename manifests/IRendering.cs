using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Manifests;

/// <summary>How one orchestrator's templates become a release. Pure: the same input gives the same bytes, and no cluster is asked.</summary>
public interface IRendering
{
    /// <summary>As folders and people name it: <c>swarm</c>.</summary>
    string Name { get; }

    /// <summary>Its templates' folder in a checkout.</summary>
    string TemplateFolder { get; }

    /// <param name="secrets">Named by their values' hashes; no value is in the release.</param>
    /// <exception cref="Grammar.TemplateException">What is wrong in the templates, each with file:line:column.</exception>
    /// <exception cref="ManifestException">What can't be deployed.</exception>
    RenderedRelease Render(TemplateSet templates, Cluster cluster, MemoryPlan plan, ImageSet images, ClusterSecrets secrets);

    /// <summary>As if the images were built: what is wrong in templates and overrides shows before anything is done.</summary>
    /// <exception cref="Grammar.TemplateException">As of <see cref="Render"/>.</exception>
    /// <exception cref="ManifestException">As of <see cref="Render"/>.</exception>
    RenderedRelease Rehearse(TemplateSet templates, Cluster cluster, MemoryPlan plan);

    /// <summary>By what its releases were checked, for a person; null: the templates' own grammar says it all.</summary>
    string? CheckedBy(Cluster cluster) => null;

    /// <summary>What a workload is, in words of <see cref="Parity.Property"/> that no orchestrator owns; what it lacks is left out.</summary>
    ImmutableSortedDictionary<string, string> PropertiesOf(RenderedRelease release, Workload workload) => ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The whole release in the orchestrator's own words, without its config files.</summary>
    ImmutableArray<ManifestDocument> Documents(RenderedRelease release);
}

/// <param name="Path">Below the release's folder: <c>stack.yaml</c></param>
public sealed record ManifestDocument(string Path, string Text);
