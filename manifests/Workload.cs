using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests;

/// <summary>A set of equal instances that an orchestrator keeps running: a Swarm service, a Kubernetes Deployment.</summary>
public sealed record Workload
{
    public required string Name { get; init; }

    /// <summary>From 0: what it depends on is in earlier waves.</summary>
    public required int Wave { get; init; }

    /// <summary><c>registry.fridge:5000/name@sha256:…</c> of its platform's own manifest.</summary>
    public required string Image { get; init; }

    /// <summary>SHA-256 (hex) of the definition before its labels are put in, and what the label <see cref="WorkloadLabels.Spec"/> says.</summary>
    public required string SpecHash { get; init; }

    /// <summary>SHA-256 (hex) of what its instances are made from, and what their label <see cref="WorkloadLabels.Instance"/> says.</summary>
    public required string InstanceHash { get; init; }

    /// <summary>Its own labels by name, <see cref="WorkloadLabels"/> and <see cref="PromisedImages"/> among them.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>In the orchestrator's own words, labels included: only its folders read it.</summary>
    public required Mapping Definition { get; init; }

    public required int Replicas { get; init; }

    /// <summary>Names of nodes that its placement allows.</summary>
    public required ImmutableArray<string> Nodes { get; init; }

    /// <summary>What each instance may take; null: no limit. Read from the definition, so a kept release doesn't repeat it.</summary>
    [JsonIgnore]
    public MemorySize? Memory { get; init; }

    /// <summary>Ports of its nodes. As <see cref="Memory"/>.</summary>
    [JsonIgnore]
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Names of its files, hash included.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>Names of its secrets, hash included.</summary>
    public ImmutableArray<string> Secrets { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What must hold before the next wave (<see cref="GateNames"/>), beside its instances running (and healthy where the image has a check).</summary>
    public required ImmutableArray<string> Gates { get; init; }

    public required ImmutableArray<string> DependsOn { get; init; }

    /// <summary>The class archive that its JVM is started with; null: its template asks for none.</summary>
    public ClassArchive? Classes { get; init; }
}
