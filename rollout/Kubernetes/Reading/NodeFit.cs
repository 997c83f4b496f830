using System.Collections.Immutable;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>Why each node doesn't take a pod. A scheduler counts its reasons over all nodes and names none: these are the same rules, node by node. Pure.</summary>
internal static class NodeFit
{
    private static readonly string[] Resources = ["memory", "cpu"];

    /// <param name="pods">All that are on the nodes.</param>
    /// <returns>A line for each node.</returns>
    public static ImmutableArray<string> Table(V1Pod pod, KubernetesNodes nodes, IReadOnlyCollection<V1Pod> pods)
    {
        var width = nodes.All.Select(node => KubernetesNodes.NameOf(node).Length).DefaultIfEmpty().Max();
        return [.. nodes.All.OrderBy(KubernetesNodes.NameOf, StringComparer.Ordinal).Select(node =>
            $"{KubernetesNodes.NameOf(node).PadRight(width)}  {string.Join("; ", Reasons(pod, node, pods).DefaultIfEmpty("would take it: the scheduler may not have seen it yet"))}")];
    }

    internal static IEnumerable<string> Reasons(V1Pod pod, V1Node node, IReadOnlyCollection<V1Pod> pods)
    {
        if (!KubernetesNodes.IsReady(node))
            yield return "isn't ready";
        if (node.Spec?.Unschedulable == true)
            yield return "is cordoned";
        foreach (var label in Missing(pod, node))
            yield return $"has no label {label}";
        foreach (var taint in (node.Spec?.Taints ?? []).Where(taint => taint.Effect != "PreferNoSchedule" && !IsOfItsState(taint) && !IsTolerated(pod, taint)))
            yield return $"is tainted {taint.Key}{(taint.Value is { Length: > 0 } value ? $"={value}" : "")}:{taint.Effect}";
        foreach (var want in Resources.Select(resource => Wanting(resource, pod, node, pods)).OfType<string>())
            yield return want;
    }

    /// <summary>What its readiness says already.</summary>
    private static bool IsOfItsState(V1Taint taint) => taint.Key.StartsWith("node.kubernetes.io/", StringComparison.Ordinal);

    private static IEnumerable<string> Missing(V1Pod pod, V1Node node)
    {
        var labels = node.Metadata.Labels ?? new Dictionary<string, string>();
        foreach (var (key, value) in pod.Spec.NodeSelector ?? new Dictionary<string, string>())
        {
            if (!labels.TryGetValue(key, out var has) || has != value)
                yield return $"{key}={value}";
        }

        var terms = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        if (terms.Count > 0 && !terms.Any(term => (term.MatchExpressions ?? []).All(wanted => Fits(wanted, labels))))
            yield return string.Join(" or ", terms.Select(term => string.Join(" and ", (term.MatchExpressions ?? []).Select(Text))));
    }

    private static bool Fits(V1NodeSelectorRequirement wanted, IDictionary<string, string> labels)
    {
        var has = labels.TryGetValue(wanted.Key, out var value);
        return wanted.OperatorProperty switch
        {
            "In" => has && wanted.Values.Contains(value!),
            "NotIn" => !has || !wanted.Values.Contains(value!),
            "Exists" => has,
            "DoesNotExist" => !has,
            _ => true,
        };
    }

    private static string Text(V1NodeSelectorRequirement wanted) => wanted.OperatorProperty switch
    {
        "In" when wanted.Values.Count == 1 => $"{wanted.Key}={wanted.Values[0]}",
        "Exists" => wanted.Key,
        var how => $"{wanted.Key} {how} {string.Join(", ", wanted.Values ?? [])}".TrimEnd(),
    };

    private static bool IsTolerated(V1Pod pod, V1Taint taint) => (pod.Spec.Tolerations ?? []).Any(toleration =>
        (toleration.Effect is null or "" || toleration.Effect == taint.Effect)
        && (toleration.Key is null or "" ? toleration.OperatorProperty == "Exists" : toleration.Key == taint.Key)
        && (toleration.OperatorProperty == "Exists" || (toleration.Value ?? "") == (taint.Value ?? "")));

    private static string? Wanting(string resource, V1Pod pod, V1Node node, IReadOnlyCollection<V1Pod> pods)
    {
        var wanted = Requested(resource, pod);
        if (wanted == 0 || node.Status?.Allocatable is not { } allocatable || !allocatable.TryGetValue(resource, out var all))
            return null;
        var taken = pods.Where(other => other.Spec.NodeName == node.Metadata.Name && other.Status?.Phase is not ("Succeeded" or "Failed")).Sum(other => Requested(resource, other));
        var free = all.ToDecimal() - taken;
        return wanted > free ? $"has {Amount(resource, free)} of {resource} free, it needs {Amount(resource, wanted)}" : null;
    }

    private static decimal Requested(string resource, V1Pod pod) =>
        pod.Spec.Containers.Sum(container => container.Resources?.Requests?.TryGetValue(resource, out var quantity) == true ? quantity.ToDecimal() : 0);

    private static string Amount(string resource, decimal amount) => resource == "memory"
        ? FormattableString.Invariant($"{amount / (1 << 20):0} MiB")
        : FormattableString.Invariant($"{amount * 1000:0}m");
}
