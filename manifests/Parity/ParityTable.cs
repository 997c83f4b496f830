using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;

namespace Fridge.Manifests.Parity;

/// <summary>Service × property of one cluster, as two orchestrators would run it.</summary>
public static class ParityTable
{
    /// <summary>Where one doesn't have a property, or a service.</summary>
    public const string Nothing = "-";

    /// <param name="one">A rendering and what it came to.</param>
    /// <param name="other">The other one's, of the same cluster.</param>
    public static ImmutableArray<ParityRow> Of(Cluster cluster, (IRendering Rendering, RenderedRelease Release) one, (IRendering Rendering, RenderedRelease Release) other)
    {
        var (left, right) = (Services(one), Services(other));
        return
        [
            .. from service in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            let here = left.GetValueOrDefault(service, ImmutableSortedDictionary<string, string>.Empty)
            let there = right.GetValueOrDefault(service, ImmutableSortedDictionary<string, string>.Empty)
            from property in here.Keys.Union(there.Keys).Order(StringComparer.Ordinal)
            select Row(cluster, service, property, here.GetValueOrDefault(property, Nothing), there.GetValueOrDefault(property, Nothing)),
        ];
    }

    private static ParityRow Row(Cluster cluster, string service, string property, string one, string other) => new(
        service, property, one, other,
        one == other ? null : ParityReasons.Find(ClusterServices.Of(cluster).FirstOrDefault(each => each.Name == service)?.Family ?? service, property));

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Services((IRendering Rendering, RenderedRelease Release) of) =>
        of.Release.Workloads.ToImmutableSortedDictionary(
            workload => workload.Name,
            workload => of.Rendering.PropertiesOf(of.Release, workload).AddRange(Shared(workload)).Where(property => property.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>What no orchestrator is asked for.</summary>
    private static ImmutableSortedDictionary<string, string> Shared(Workload workload) => new Dictionary<string, string>
    {
        [Property.Image] = workload.Image,
        [Property.Memory] = workload.Memory?.ToConfig() ?? "",
        [Property.Replicas] = workload.Replicas.ToString(CultureInfo.InvariantCulture),
        [Property.Nodes] = NodeNames.Compress(workload.Nodes),
        [Property.Ports] = string.Join(", ", workload.Ports),
        [Property.Wave] = workload.Wave.ToString(CultureInfo.InvariantCulture),
        [Property.Gates] = string.Join(", ", workload.Gates),
        [Property.DependsOn] = string.Join(", ", workload.DependsOn),
        [Property.Classes] = workload.Classes?.Key ?? "",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}

/// <param name="Reason">Why the two differ; null: they don't, or nobody wrote it down.</param>
public sealed record ParityRow(string Service, string Property, string One, string Other, ParityReason? Reason)
{
    public bool IsEqual => One == Other;
}
