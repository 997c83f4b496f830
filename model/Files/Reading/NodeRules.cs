using System.Collections.Immutable;
using System.Net;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The rules that look at all nodes together: names and addresses once, managers, the virtual subnet.</summary>
internal static class NodeRules
{
    public static ImmutableArray<Node> Apply(ImmutableArray<NodeDraft> drafts, VirtualNetwork? virtualNetwork, MapReader file, Findings findings)
    {
        RefuseRepeated(drafts, draft => draft.Name, entry => entry.NameAt, "node name", findings);
        RefuseRepeated(drafts, draft => Canonical(draft.Address), entry => entry.AddressAt, "address", findings);
        CountManagers(drafts, file, findings);
        if (drafts.Length > Hostlist.Most)
            findings.Refuse(file.PlaceOf(NodeKeys.All), $"{drafts.Length} nodes", $"at most {Hostlist.Most}");
        SupportRules.CheckNodes(drafts.Select(draft => draft.Entry), findings);
        var nodes = virtualNetwork is null
            ? [.. drafts.Select(draft => draft.Entry.ToNode(draft.Name, draft.Address ?? ""))]
            : VirtualAddresses.Assign(drafts, virtualNetwork.Subnet, findings);
        if (file.Take(NodeKeys.All) is YamlList { Items.IsEmpty: true } empty)
            findings.Refuse(empty.At, "no nodes", "at least one: - {name, address, board, os, roles: [manager, worker]}");
        return nodes;
    }

    private static void RefuseRepeated(ImmutableArray<NodeDraft> drafts, Func<NodeDraft, string?> value, Func<NodeEntry, Position> place, string what, Findings findings)
    {
        var repeated = drafts.Where(draft => value(draft) is not null).GroupBy(value).Where(group => group.Count() > 1);
        foreach (var group in repeated)
        {
            var first = group.First();
            foreach (var draft in group.Skip(1))
                findings.Refuse(place(draft.Entry), $"the {what} '{group.Key}' a second time", $"every {what} once; '{first.Name}' in line {place(first.Entry).Line} has it already");
        }
    }

    /// <summary>Swarm's raft needs a majority: an even number of managers survives no more failures than one manager fewer (docs.docker.com/engine/swarm/raft).</summary>
    private static void CountManagers(ImmutableArray<NodeDraft> drafts, MapReader file, Findings findings)
    {
        var managers = drafts.Count(draft => draft.Entry.Roles.Contains(NodeRole.Manager));
        if (managers == 0 && drafts.Length > 0)
            findings.Refuse(file.PlaceOf(NodeKeys.All), "no node has the role manager", "at least one: roles: [manager]");
        else if (managers > 7)
            findings.Warn(file.PlaceOf(NodeKeys.All), $"{managers} managers", "at most seven are advised: each one slows the agreement of all");
        else if (managers > 0 && managers % 2 == 0)
            findings.Warn(file.PlaceOf(NodeKeys.All), $"{managers} managers", $"an odd number: {managers} survive the loss of {(managers - 1) / 2}, and so would {managers - 1}");
    }

    private static string? Canonical(string? address) =>
        IPAddress.TryParse(address, out var ip) ? ip.ToString() : address?.ToLowerInvariant();
}
