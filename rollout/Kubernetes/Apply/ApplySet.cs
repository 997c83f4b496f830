using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>
/// What releases have brought, by the labels and annotations of Kubernetes' ApplySets (KEP 3659): its parent is the ConfigMap <c>fridge</c>, and says which
/// kinds there are to look for. The tooling's name is ours, so kubectl doesn't prune it, and another tool's isn't taken by us.
/// </summary>
internal sealed class ApplySet(IKubernetesApi api, Discovery kinds, ServerSideApply apply, string space, string cluster)
{
    public const string Parent = "fridge";
    public const string PartOf = "applyset.kubernetes.io/part-of";

    private const string IdLabel = "applyset.kubernetes.io/id";
    private const string ToolingAnnotation = "applyset.kubernetes.io/tooling";
    private const string KindsAnnotation = "applyset.kubernetes.io/contains-group-kinds";
    private const string ToolingName = "fridge";
    private const string Tooling = ToolingName + "/v1";

    /// <summary>What a release no longer names stays: what lies in a volume is nobody's to lose, and a namespace takes all with it.</summary>
    private static readonly ImmutableHashSet<string> Kept = ["Namespace", "PersistentVolume", "PersistentVolumeClaim"];

    public string Id { get; } = IdOf(Parent, space);

    private string ParentPath => $"/api/v1/namespaces/{space}/configmaps/{Parent}";

    public static string IdOf(string parent, string space) =>
        $"applyset-{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{parent}.{space}.ConfigMap.")))}-v1";

    /// <summary>With the label of its members.</summary>
    public JsonObject Member(JsonObject desired)
    {
        var member = desired.DeepClone().AsObject();
        var metadata = member["metadata"]!.AsObject();
        if (metadata["labels"] is not JsonObject labels)
            metadata["labels"] = labels = [];
        labels[PartOf] = Id;
        return member;
    }

    /// <summary>Before the first member of a kind: one that nobody looks for would never be pruned.</summary>
    /// <exception cref="FridgeException">The parent is another tool's, or another cluster's.</exception>
    public async Task NameKindsAsync(IEnumerable<GroupKind> more, CancellationToken cancellationToken)
    {
        var known = await KindsAsync(cancellationToken);
        if (known is null || !more.All(known.Value.Contains))
            await WriteAsync(more.Concat(known ?? []), cancellationToken);
    }

    /// <summary>Removes members that aren't wanted any more.</summary>
    public async Task PruneAsync(IReadOnlySet<(GroupKind Kind, string Name)> wanted, CancellationToken cancellationToken)
    {
        foreach (var member in await MembersAsync(cancellationToken))
        {
            if (!Kept.Contains(member.Kind.Kind) && !wanted.Contains((member.Kind.GroupKind, member.Name.Name)))
                await api.DeleteAsync(member.Kind.Object(space, member.Name.Name), member.Name.Uid, cancellationToken);
        }

        await WriteAsync(wanted.Select(member => member.Kind).Concat((await KindsAsync(cancellationToken) ?? []).Where(kind => Kept.Contains(kind.Kind))), cancellationToken);
    }

    /// <summary>All that Destroy may take; none where there is no parent.</summary>
    /// <exception cref="FridgeException">The parent is another tool's, or another cluster's.</exception>
    public async Task<ImmutableArray<ApplySetMember>> RemovableAsync(CancellationToken cancellationToken) =>
        [.. (await MembersAsync(cancellationToken)).Where(member => !Kept.Contains(member.Kind.Kind))];

    /// <exception cref="FridgeException">The parent is another tool's, or another cluster's.</exception>
    public async Task<ImmutableArray<ApplySetMember>> MembersAsync(CancellationToken cancellationToken)
    {
        var members = ImmutableArray.CreateBuilder<ApplySetMember>();
        foreach (var groupKind in await KindsAsync(cancellationToken) ?? [])
        {
            if (await kinds.TryFindAsync(groupKind, cancellationToken) is { } kind)
                members.AddRange((await ObjectName.ListAsync(api, kind.List(space), $"{PartOf}={Id}", cancellationToken)).Select(name => new ApplySetMember(kind, name)));
        }

        return members.ToImmutable();
    }

    public async Task RemoveParentAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is { } parent)
            await api.DeleteAsync(ParentPath, (string)parent["metadata"]!["uid"]!, cancellationToken);
    }

    /// <returns>Null: there is no parent.</returns>
    private async Task<ImmutableArray<GroupKind>?> KindsAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken) is { } parent
        ? [.. ((string?)parent["metadata"]!["annotations"]?[KindsAnnotation] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(GroupKind.Parse)]
        : null;

    private async Task<JsonObject?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await api.TryGetAsync<JsonObject>(ParentPath, cancellationToken) is not { } parent)
            return null;
        var metadata = parent["metadata"]!;
        var tooling = (string?)metadata["annotations"]?[ToolingAnnotation];
        if (tooling?.Split('/')[0] != ToolingName)
            throw Foreign(tooling is null ? "is not an inventory of Fridge's" : $"is the inventory of {tooling}");
        if ((string?)metadata["labels"]?[ObjectLabels.PartOf] is var owner && owner != cluster)
            throw Foreign($"is the inventory of the cluster {owner}");
        return parent;
    }

    private FridgeException Foreign(string whose) => new(
        $"The ConfigMap {Parent} in the namespace {space} {whose}. Nothing was changed.", "Name another namespace in the cluster file: kubernetes: {namespace: …}.");

    private Task WriteAsync(IEnumerable<GroupKind> all, CancellationToken cancellationToken) => apply.ApplyAsync(
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = Parent,
                ["labels"] = new JsonObject { [IdLabel] = Id, [ObjectLabels.PartOf] = cluster, [ObjectLabels.ManagedBy] = ObjectLabels.Fridge },
                ["annotations"] = new JsonObject
                {
                    [ToolingAnnotation] = Tooling,
                    [KindsAnnotation] = string.Join(',', all.Select(kind => kind.ToString()).Distinct().Order(StringComparer.Ordinal)),
                },
            },
        },
        cancellationToken);
}

internal sealed record ApplySetMember(ApiKind Kind, ObjectName Name)
{
    /// <summary><c>deployment jobmanager</c></summary>
    public override string ToString() => $"{Kind.Kind.ToLowerInvariant()} {Name.Name}";
}
