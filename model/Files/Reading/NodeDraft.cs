using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>One node of an entry with the places that later rules point at.</summary>
/// <param name="Address">Null: left out, so it comes from the virtual subnet.</param>
internal sealed record NodeDraft(string Name, string? Address, NodeEntry Entry);

/// <summary>One entry of <c>nodes:</c>, before its hostlist is expanded.</summary>
internal sealed record NodeEntry
{
    public required Position At { get; init; }

    public required Position NameAt { get; init; }

    public required Position AddressAt { get; init; }

    public required Position BoardAt { get; init; }

    public required Position OsAt { get; init; }

    public required Board Board { get; init; }

    public required OperatingSystem Os { get; init; }

    public required ImmutableArray<NodeRole> Roles { get; init; }

    public required string? HostKey { get; init; }

    public required SshSettings Ssh { get; init; }

    public Node ToNode(string name, string address) => new()
    {
        Name = name,
        Address = address,
        Board = Board,
        Os = Os,
        Roles = Roles,
        HostKey = HostKey,
        Ssh = Ssh,
    };
}
