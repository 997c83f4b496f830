using System.Collections.Immutable;

namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>What Fridge asks of an API server that somebody else keeps, and nothing beyond: the templates' kinds, and what it reads. Pure.</summary>
internal static class NeededRights
{
    private static readonly string[] Applied = ["get", "list", "create", "patch", "delete"];

    /// <summary>Within the cluster's namespace, by group and resource.</summary>
    private static readonly ImmutableArray<(string Group, string Resource, string[] Verbs)> InNamespace =
    [
        ("", "namespaces", ["get"]),
        ("", "pods", ["get", "list", "watch", "create", "delete"]),
        ("", "pods/log", ["get"]),
        ("", "events", ["list"]),
        ("", "configmaps", Applied),
        ("", "secrets", Applied),
        ("", "services", Applied),
        ("", "services/proxy", ["get"]),
        ("", "serviceaccounts", Applied),
        ("", "persistentvolumeclaims", ["list"]),
        ("apps", "deployments", Applied),
        ("apps", "statefulsets", ["list"]),
        ("apps", "daemonsets", ["list"]),
        ("policy", "poddisruptionbudgets", Applied),
        ("networking.k8s.io", "networkpolicies", Applied),
        ("coordination.k8s.io", "leases", ["get", "create", "update"]),
    ];

    /// <param name="hasNamespace">False: it has to be made.</param>
    /// <param name="labelsNodes">With <c>--label-nodes</c>.</param>
    public static ImmutableArray<Right> Of(string space, bool hasNamespace, bool labelsNodes) =>
    [
        new("list", "", "nodes", null),
        .. labelsNodes ? [new Right("patch", "", "nodes", null)] : Array.Empty<Right>(),
        .. hasNamespace ? Array.Empty<Right>() : [new Right("create", "", "namespaces", null), new Right("patch", "", "namespaces", null)],
        .. InNamespace.SelectMany(each => each.Verbs.Select(verb => new Right(verb, each.Group, each.Resource, space))),
    ];

    /// <summary>Those that are missing as a person hands them to an administrator: a line for each resource.</summary>
    public static ImmutableArray<string> Lines(IEnumerable<Right> missing) =>
    [
        .. missing.GroupBy(right => (right.Name, right.Space))
            .Select(group => $"{string.Join(", ", group.Select(right => right.Verb))} {group.Key.Name}{(group.Key.Space is { } space ? $" in the namespace {space}" : ", which are the cluster's")}"),
    ];
}
