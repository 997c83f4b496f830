using System.Net;
using System.Net.Sockets;

namespace Fridge.Model.Reading;

/// <summary>
/// Which texts are one machine's address. inet_aton, which ssh and the system's resolver use, reads <c>010</c> as eight, <c>10.1</c> as 10.0.0.1 and
/// <c>0x0a000001</c> as 10.0.0.1 too: what a person did not mean, so they are refused.
/// </summary>
internal static class Addresses
{
    public static bool IsOne(string text)
    {
        if (EndsInANumber(text))
            return IPAddress.TryParse(text, out var four) && four.ToString() == text && IsOneMachines(four);
        // A scope names an interface of this machine, and may be any text: another's ProxyCommand would get it.
        return text.Contains(':')
            ? !text.Contains('%') && IPAddress.TryParse(text, out var six) && six.AddressFamily == AddressFamily.InterNetworkV6 && !six.IsIPv6Multicast && !six.Equals(IPAddress.IPv6Any)
            : NameRules.Dns().IsMatch(text);
    }

    /// <summary>Such a text is never a name (url.spec.whatwg.org, "ends in a number").</summary>
    private static bool EndsInANumber(string text)
    {
        var last = text.TrimEnd('.').Split('.')[^1];
        return !text.Contains(':') && last.Length > 0
            && (last.All(char.IsAsciiDigit) || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last[2..].All(char.IsAsciiHexDigit)));
    }

    /// <summary>Not "this network" (0/8), nor multicast, reserved or broadcast (224 and above; RFC 6890).</summary>
    private static bool IsOneMachines(IPAddress four) => four.GetAddressBytes()[0] is > 0 and < 224;
}
