using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes.Api;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>Server-side apply: the API server knows which fields are ours, takes away what we no longer name, and tells whose a field is.</summary>
/// <param name="force">Take over what is another's.</param>
internal sealed class ServerSideApply(IKubernetesApi api, Discovery kinds, string space, bool force)
{
    /// <summary>The field manager of releases.</summary>
    public const string Manager = "fridge";

    /// <summary>The one of Stop and Start, which say no more than how many.</summary>
    public const string Scaler = "fridge-scale";

    private static readonly ImmutableHashSet<string> Ours = [Manager, Scaler];

    /// <exception cref="FieldConflictException">Something of it is another's.</exception>
    /// <exception cref="KubernetesRefusedException">The API server, or an admission webhook, refuses it.</exception>
    public async Task<JsonObject> ApplyAsync(JsonObject desired, CancellationToken cancellationToken, string manager = Manager)
    {
        var (apiVersion, kind, name) = ((string)desired["apiVersion"]!, (string)desired["kind"]!, (string)desired["metadata"]!["name"]!);
        var path = (await kinds.FindAsync(apiVersion, kind, cancellationToken)).Object(space, name);
        try
        {
            return await api.SendAsync<JsonObject>(ApiRequest.Apply(path, desired, manager, force), cancellationToken);
        }
        catch (KubernetesRefusedException refusal) when (!refusal.Conflicts.IsEmpty)
        {
            ImmutableArray<FieldOfAnother> theirs = [.. refusal.Conflicts.Where(conflict => !Ours.Contains(conflict.Manager))];
            if (!theirs.IsEmpty)
                throw new FieldConflictException(kind, name, theirs);
            return await api.SendAsync<JsonObject>(ApiRequest.Apply(path, desired, manager, force: true), cancellationToken);
        }
    }
}
