using System.Collections.Immutable;

namespace Fridge.Model.Conversion;

/// <summary>Hosts of <c>conf/masters</c>, <c>conf/workers</c> and <c>conf/slaves</c>: one a line, a master with its UI's port.</summary>
internal static class HostList
{
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1"];

    public static ImmutableArray<string> Of(string text) =>
        [.. text.Split('\n').Select(Host).Where(host => host.Length > 0 && !ThisMachine.Contains(host)).Distinct()];

    /// <summary>A user before it is ssh's business, a port behind it the old UI's; an address of IPv6 has colons of its own.</summary>
    private static string Host(string line)
    {
        var host = line.Split('#')[0].Trim();
        host = host[(host.LastIndexOf('@') + 1)..];
        return host.StartsWith('[') ? host[1..].Split(']')[0]
            : host.Count(letter => letter == ':') == 1 ? host.Split(':')[0]
            : host;
    }
}
