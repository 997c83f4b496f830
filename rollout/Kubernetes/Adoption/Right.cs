using System.Text.Json.Nodes;

namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>Something that an API server allows or doesn't, as RBAC has it.</summary>
/// <param name="Group">Empty: the core's.</param>
/// <param name="Resource">With its part, where one is asked for: <c>pods/log</c>.</param>
/// <param name="Space">The namespace; null: of the whole cluster.</param>
internal sealed record Right(string Verb, string Group, string Resource, string? Space)
{
    /// <summary>The question for a SelfSubjectAccessReview.</summary>
    public JsonObject Review()
    {
        var parts = Resource.Split('/');
        var asked = new JsonObject { ["verb"] = Verb, ["group"] = Group, ["resource"] = parts[0] };
        if (parts is [_, var part])
            asked["subresource"] = part;
        if (Space is { } space)
            asked["namespace"] = space;
        return new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = asked },
        };
    }

    /// <summary><c>create deployments.apps</c>, as <c>kubectl auth can-i</c> takes it.</summary>
    public override string ToString() => $"{Verb} {Name}";

    public string Name => Resource.Split('/') is [var resource, var part] ? $"{resource}{OfGroup}/{part}" : $"{Resource}{OfGroup}";

    private string OfGroup => Group.Length == 0 ? "" : $".{Group}";
}
