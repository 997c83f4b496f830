using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The list <c>nodes:</c>: each entry is one node or a hostlist of equal ones.</summary>
/// <param name="reserved">Ports that ssh can't have.</param>
internal sealed class NodesReader(SshSettings common, ImmutableArray<int> reserved, bool isVirtual, Findings findings)
{
    public ImmutableArray<NodeDraft> Read(MapReader file) => [.. file.Entries(NodeKeys.All).SelectMany(entry => Drafts(entry))];

    private ImmutableArray<NodeDraft> Drafts(MapReader reader)
    {
        var names = Expanded(reader, NodeKeys.Name);
        var addresses = AddressesOf(reader, names.Length);
        var entry = Entry(reader, names.Length);
        return entry is null ? [] : [.. names.Select((name, index) => new NodeDraft(name, addresses.IsEmpty ? null : addresses[index], entry))];
    }

    /// <summary>As many as there are names; empty where they are left out or wrong.</summary>
    private ImmutableArray<string> AddressesOf(MapReader reader, int count)
    {
        if (!isVirtual && reader.Take(NodeKeys.Address) is null)
            findings.Refuse(reader.At, $"'{reader.NameOf(NodeKeys.Address)}' is missing", $"{NameRules.AddressRule}; only virtual nodes get theirs from the subnet");
        var addresses = Expanded(reader, NodeKeys.Address);
        if (addresses.IsEmpty || count == 0 || addresses.Length == count)
            return addresses.Length == count ? addresses : [];
        findings.Refuse(reader.PlaceOf(NodeKeys.Address), $"{Count(addresses.Length, "address", "es")} for {Count(count, "name", "s")}", "as many addresses as names, such as name: pi-[0-2] with address: 192.168.1.[10-12]");
        return [];
    }

    private static ImmutableArray<string> Expanded(MapReader reader, HostlistKey key) => reader.Find(key) ?? [];

    private NodeEntry? Entry(MapReader reader, int count)
    {
        var board = reader.Find(NodeKeys.Board);
        var os = reader.Find(NodeKeys.Os);
        var roles = reader.Get(NodeKeys.Roles);
        var hostKey = reader.Find(NodeKeys.HostKey);
        var ssh = SshReader.Read(reader.Map(SshKeys.OfNode), common, reserved);
        if (hostKey is not null && count > 1)
            findings.Refuse(reader.PlaceOf(NodeKeys.HostKey), $"one host key for {count} nodes", "an entry of its own for a node with a host key");
        return board is null || os is null ? null : new()
        {
            At = reader.At,
            NameAt = reader.PlaceOf(NodeKeys.Name),
            AddressAt = reader.PlaceOf(NodeKeys.Address),
            BoardAt = reader.PlaceOf(NodeKeys.Board),
            OsAt = reader.PlaceOf(NodeKeys.Os),
            Board = board,
            Os = os,
            Roles = [.. roles.Distinct().Order()],
            HostKey = hostKey,
            Ssh = ssh,
        };
    }

    private static string Count(int count, string word, string plural) => $"{count} {word}{(count == 1 ? "" : plural)}";
}
