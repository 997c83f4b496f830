using System.Collections.Immutable;
using System.Net;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The list <c>nodes:</c>: each entry is one node or a hostlist of equal ones.</summary>
internal sealed class NodesReader(SshSettings common, bool isVirtual, Findings findings)
{
    private const string EntryRule = "a node: {name, address, board, os, roles}";

    private static readonly SortedDictionary<string, NodeRole> Roles = new(StringComparer.Ordinal)
    {
        ["manager"] = NodeRole.Manager,
        ["worker"] = NodeRole.Worker,
    };

    public IEnumerable<NodeDraft> Read(ImmutableArray<YamlValue> items) =>
        items.Select((item, index) => Drafts(item, $"nodes[{index}]")).ToList().SelectMany(drafts => drafts);

    private ImmutableArray<NodeDraft> Drafts(YamlValue item, string path)
    {
        if (item is not YamlMap map)
        {
            findings.Refuse(item.At, $"'{path}' is {item.Describe()}", $"expected {EntryRule}");
            return [];
        }

        var reader = new MapReader(path, map, findings);
        var names = NamesOf(reader);
        var addresses = AddressesOf(reader, names.Length);
        var entry = Entry(reader, names.Length);
        reader.RefuseUnknown();
        return entry is null ? [] : [.. names.Select((name, index) => new NodeDraft(name, addresses.IsEmpty ? null : addresses[index], entry))];
    }

    private ImmutableArray<string> NamesOf(MapReader reader)
    {
        reader.Require("name", "every node has a name, or a hostlist such as picol-[0-9]");
        return Expanded(reader, "name", Names.HostRule, name => Names.Host().IsMatch(name));
    }

    /// <summary>As many as there are names; empty where they are left out or wrong.</summary>
    private ImmutableArray<string> AddressesOf(MapReader reader, int count)
    {
        if (!isVirtual)
            reader.Require("address", $"{Names.AddressRule}; only virtual nodes get theirs from the subnet");
        var addresses = Expanded(reader, "address", Names.AddressRule, IsAddress);
        if (addresses.IsEmpty || count == 0 || addresses.Length == count)
            return addresses.Length == count ? addresses : [];
        findings.Refuse(reader.PlaceOf("address"), $"{Count(addresses.Length, "address", "es")} for {Count(count, "name", "s")}", "as many addresses as names, such as name: pi-[0-2] with address: 192.168.1.[10-12]");
        return [];
    }

    private ImmutableArray<string> Expanded(MapReader reader, string key, string rule, Func<string, bool> isValid)
    {
        if (reader.Text(key, null, rule) is not { } text)
            return [];
        if (Hostlist.Expand(text) is not { } expanded)
        {
            reader.Wrong(key, reader.Take(key)!, $"a hostlist such as pi-[0-9], red[01-10] or 192.168.1.[10-12], {Hostlist.Most} at most");
            return [];
        }

        if (expanded.FirstOrDefault(each => !isValid(each)) is not { } invalid)
            return expanded;
        findings.Refuse(reader.PlaceOf(key), $"'{reader.NameOf(key)}' is '{invalid}'", $"expected {rule}");
        return [];
    }

    private NodeEntry? Entry(MapReader reader, int count)
    {
        var board = Board(reader);
        var os = Os(reader);
        var roles = RolesOf(reader);
        var hostKey = reader.Text("hostKey", Names.HostKey(), "a public host key as known_hosts has it: ssh-ed25519 AAAA…");
        var ssh = SshReader.Read(reader.Map("ssh", "a mapping: {user, port, identityFile, transport, become}"), common);
        if (hostKey is not null && count > 1)
            findings.Refuse(reader.PlaceOf("hostKey"), $"one host key for {count} nodes", "an entry of its own for a node with a host key");
        return board is null || os is null ? null : new()
        {
            At = reader.At,
            NameAt = reader.PlaceOf("name"),
            AddressAt = reader.PlaceOf("address"),
            BoardAt = reader.PlaceOf("board"),
            OsAt = reader.PlaceOf("os"),
            Board = board,
            Os = os,
            Roles = roles,
            HostKey = hostKey,
            Ssh = ssh,
        };
    }

    private Board? Board(MapReader reader)
    {
        reader.Require("board", $"one of {string.Join(", ", Boards.All.Select(each => each.Id))}");
        return Named(reader, "board", Boards.All.ToDictionary(each => each.Id));
    }

    private OperatingSystem? Os(MapReader reader)
    {
        reader.Require("os", $"one of {string.Join(", ", OperatingSystems.All.Select(each => each.Id))}");
        return Named(reader, "os", OperatingSystems.All.ToDictionary(each => each.Id));
    }

    private T? Named<T>(MapReader reader, string key, Dictionary<string, T> known)
        where T : class
    {
        if (reader.Text(key, null, $"one of {string.Join(", ", known.Keys)}") is not { } id)
            return null;
        if (known.TryGetValue(id, out var found))
            return found;
        findings.Refuse(reader.PlaceOf(key), $"unknown {key} '{id}'", $"one of {string.Join(", ", known.Keys)} is expected", Nearest.To(id, known.Keys));
        return null;
    }

    private ImmutableArray<NodeRole> RolesOf(MapReader reader)
    {
        if (reader.Take("roles") is null)
            return [NodeRole.Worker];
        var items = reader.List("roles", "a list: [manager], [worker] or both");
        if (reader.Take("roles") is YamlList { Items.IsEmpty: true } empty)
            reader.Wrong("roles", empty, "[manager], [worker] or both");
        return [.. items.Select(item => reader.Chosen("roles", item, Roles)).OfType<NodeRole>().Distinct().Order()];
    }

    private static bool IsAddress(string text) => IPAddress.TryParse(text, out _) || (Names.Dns().IsMatch(text) && !LooksLikeBrokenIp(text));

    private static bool LooksLikeBrokenIp(string text) => text.All(character => char.IsAsciiDigit(character) || character == '.');

    private static string Count(int count, string word, string plural) => $"{count} {word}{(count == 1 ? "" : plural)}";
}
