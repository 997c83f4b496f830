using System.Collections.Immutable;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Facts;

/// <summary>A node as the swarm's managers know it.</summary>
internal sealed record SwarmNode
{
    public string ID { get; init; } = "";

    public SwarmNodeSpec Spec { get; init; } = new();

    public SwarmNodeDescription Description { get; init; } = new();

    public SwarmNodeStatus Status { get; init; } = new();

    /// <summary>Null: a worker.</summary>
    public SwarmManagerStatus? ManagerStatus { get; init; }

    public static SwarmNode Of(EngineObject node) => new()
    {
        ID = node.Text(nameof(ID)) ?? "",
        Spec = node.Object(nameof(Spec)) is { } spec ? SwarmNodeSpec.Of(spec) : new SwarmNodeSpec(),
        Description = new SwarmNodeDescription { Hostname = node.Object(nameof(Description))?.Text(nameof(SwarmNodeDescription.Hostname)) ?? "" },
        Status = node.Object(nameof(Status)) is { } status
            ? new SwarmNodeStatus { State = status.Text(nameof(SwarmNodeStatus.State)) ?? "", Addr = status.Text(nameof(SwarmNodeStatus.Addr)) ?? "" }
            : new SwarmNodeStatus(),
        ManagerStatus = node.Object(nameof(ManagerStatus)) is { } manager ? new SwarmManagerStatus(manager.Text(nameof(SwarmManagerStatus.Reachability))) : null,
    };
}

internal sealed record SwarmNodeSpec
{
    /// <summary><c>manager</c> or <c>worker</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary><c>active</c>, <c>pause</c>, <c>drain</c>.</summary>
    public string Availability { get; init; } = "active";

    public ImmutableDictionary<string, string>? Labels { get; init; }

    public static SwarmNodeSpec Of(EngineObject spec) => new()
    {
        Role = spec.Text(nameof(Role)) ?? "",
        Availability = spec.Text(nameof(Availability)) ?? "active",
        Labels = spec.Map(nameof(Labels)),
    };
}

internal sealed record SwarmNodeDescription
{
    public string Hostname { get; init; } = "";
}

internal sealed record SwarmNodeStatus
{
    /// <summary><c>ready</c>, <c>down</c>, <c>unknown</c>, <c>disconnected</c>.</summary>
    public string State { get; init; } = "";

    public string Addr { get; init; } = "";
}

/// <param name="Reachability"><c>reachable</c>, <c>unreachable</c>, <c>unknown</c>: from the leader.</param>
internal sealed record SwarmManagerStatus(string? Reachability);
