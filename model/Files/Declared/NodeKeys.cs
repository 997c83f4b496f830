using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>nodes:</c> and an entry of it.</summary>
internal static class NodeKeys
{
    public static readonly HostlistKey Name = new("name", "The host name, or a hostlist of equal nodes.", NameRules.Host().IsMatch, NameRules.HostRule)
    {
        Required = "every node has a name, or a hostlist such as picol-[0-9]",
        Example = "\"picol-[0-9]\"",
    };

    public static readonly HostlistKey Address = new("address", "An IP address or a DNS name, or a hostlist of as many as there are names.", Addresses.IsOne, NameRules.AddressShape)
    {
        Otherwise = "for virtual nodes: the next address of the subnet; real nodes need one",
        Example = "\"192.168.1.[10-19]\"",
    };

    public static readonly ChoiceKey<Board> Board = new("board", "The board, whose RAM the memory plan uses.", [.. Boards.All.Select(board => (board.Id, board))])
    {
        Catalogue = "a board's name",
        Required = $"one of {string.Join(", ", Boards.All.Select(board => board.Id))}",
        Example = "pi3b",
    };

    public static readonly ChoiceKey<OperatingSystem> Os = new("os", "The operating system with its userland, which decides the images.", [.. OperatingSystems.All.Select(os => (os.Id, os))])
    {
        Catalogue = "a system's name",
        Required = $"one of {string.Join(", ", OperatingSystems.All.Select(os => os.Id))}",
        Example = "bookworm-armhf",
    };

    public static readonly ListKey<NodeRole> Roles = new(
        new ChoiceKey<NodeRole>("roles", "What the node does in the cluster; a manager runs no TaskManager unless it is a worker too.", ("manager", NodeRole.Manager), ("worker", NodeRole.Worker)),
        "a list: [manager], [worker] or both")
    {
        Fallback = [NodeRole.Worker],
        RefuseEmpty = "[manager], [worker] or both",
    };

    public static readonly TextKey HostKey = new("hostKey", "The host key that the node must show; for a single node only.", NameRules.HostKey(), "a public host key as known_hosts has it: ssh-ed25519 AAAA…")
    {
        Otherwise = "asked at first contact",
        Example = "ssh-ed25519 AAAA…",
    };

    public const string Shape = "a list of nodes: - {name, address, board, os, roles}";

    public static readonly EntriesKey All = new(
        "nodes",
        "The machines, one entry per node or per hostlist of equal nodes; at least one, and at least one manager.",
        new MapKey("node", "A node, or a hostlist of equal ones.", Name, Address, Board, Os, Roles, HostKey, SshKeys.OfNode) { Expected = "a node: {name, address, board, os, roles}" },
        "a list of nodes")
    {
        Otherwise = "with `orchestrator: kubernetes`: the nodes that its API names; otherwise required",
    };
}
