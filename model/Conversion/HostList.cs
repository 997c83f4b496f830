using System.Collections.Immutable;

namespace Fridge.Model.Conversion;

/// <summary>Hosts of <c>conf/masters</c>, <c>conf/workers</c> and <c>conf/slaves</c>: one a line, a master with its UI's port.</summary>
internal static class HostList
{
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1"];

    public static ImmutableArray<string> Of(string text) =>
        [.. text.Split('\n').Select(Host).Where(host => host.Length > 0 && !ThisMachine.Contains(host)).Distinct()];

    private static string Host(string line) => line.Split('#')[0].Trim().Split(':')[0];
}
