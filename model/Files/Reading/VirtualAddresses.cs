using System.Collections.Immutable;
using System.Net;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>Addresses of virtual nodes: those of the file must lie in the subnet; where they are left out they are given in order, from .11 upwards.</summary>
internal static class VirtualAddresses
{
    /// <summary>The gateway and other things of the network's owner stay below.</summary>
    private const int First = 11;

    public static ImmutableArray<Node> Assign(ImmutableArray<NodeDraft> drafts, IPNetwork subnet, Findings findings)
    {
        foreach (var draft in drafts.Where(draft => draft.Address is not null && !IsUsable(draft.Address, subnet)))
            findings.Refuse(draft.Entry.AddressAt, $"the address '{draft.Address}' is not in the virtual subnet", $"an address in {subnet}, or none: it is given then");
        using var free = Free(drafts, subnet).GetEnumerator();
        return [.. drafts.Select(draft => draft.Entry.ToNode(draft.Name, draft.Address ?? Next(free, draft, subnet, findings)))];
    }

    private static bool IsUsable(string address, IPNetwork subnet) =>
        IPAddress.TryParse(address, out var ip) && subnet.Contains(ip);

    private static string Next(IEnumerator<string> free, NodeDraft draft, IPNetwork subnet, Findings findings)
    {
        if (free.MoveNext())
            return free.Current;
        findings.Refuse(draft.Entry.At, $"no address is left for '{draft.Name}' in {subnet}", "a larger subnet under 'virtual'");
        return "";
    }

    private static IEnumerable<string> Free(ImmutableArray<NodeDraft> drafts, IPNetwork subnet)
    {
        var taken = drafts.Select(draft => draft.Address).ToHashSet();
        var hosts = (1L << (32 - subnet.PrefixLength)) - 1;
        for (long host = First; host < hosts; host++)
        {
            if (At(subnet, host) is var address && !taken.Contains(address))
                yield return address;
        }
    }

    private static string At(IPNetwork subnet, long host)
    {
        var bytes = subnet.BaseAddress.GetAddressBytes();
        for (var index = 3; index >= 0; index--, host >>= 8)
            bytes[index] |= (byte)host;
        return new IPAddress(bytes).ToString();
    }
}
