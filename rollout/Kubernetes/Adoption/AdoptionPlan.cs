using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>What an existing Kubernetes lacks before images and a release can come to it. No host is touched.</summary>
public sealed record AdoptionPlan
{
    internal ImmutableArray<NodeLabelChange> Labels { get; init; } = [];

    /// <summary>To be written; null: it is as it should be, or nobody needs one.</summary>
    internal JsonObject? PullSecret { get; init; }

    public bool IsUnchanged => Labels.IsEmpty && PullSecret is null;

    /// <summary>One a change.</summary>
    public ImmutableArray<string> Lines =>
    [
        .. PullSecret is null ? Array.Empty<string>() : [$"write the secret {(string)PullSecret["metadata"]!["name"]!}, by which nodes pull images"],
        .. Labels.Select(label => label.ToString()),
    ];

    public string Summary => Lines.Length switch
    {
        0 => "unchanged",
        1 => "1 change, and none of a host",
        var count => $"{count} changes, and none of a host",
    };
}
