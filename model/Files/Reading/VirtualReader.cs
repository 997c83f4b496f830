using System.Net;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>virtual:</c>; its presence makes the nodes virtual.</summary>
internal static class VirtualReader
{
    private static readonly IPNetwork DefaultSubnet = IPNetwork.Parse("172.30.7.0/24");

    public static VirtualNetwork? Read(MapReader file)
    {
        if (file.Map("virtual", "a mapping: {subnet: 172.30.7.0/24}") is not { } reader)
            return null;
        var subnet = reader.Network("subnet") ?? DefaultSubnet;
        if (subnet.BaseAddress.GetAddressBytes().Length != 4 || subnet.PrefixLength > 28)
            reader.Wrong("subnet", reader.Take("subnet")!, "an IPv4 network of /28 or larger: addresses are given from .11 upwards");
        reader.RefuseUnknown();
        return new(subnet);
    }
}
