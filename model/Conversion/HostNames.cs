using System.Collections.Immutable;
using System.Net;

namespace Fridge.Model.Conversion;

/// <summary>Names for nodes of which a person wrote down addresses: usable in a cluster file, and no two alike.</summary>
public static class HostNames
{
    /// <returns>One for each host, in their order: the first part of a DNS name, or <c>node-2</c> for an address.</returns>
    public static ImmutableArray<string> Of(ImmutableArray<string> hosts)
    {
        var names = ImmutableArray.CreateBuilder<string>(hosts.Length);
        foreach (var (host, number) in hosts.Select((host, index) => (host, index + 1)))
        {
            var name = IPAddress.TryParse(host, out _) ? "" : new string([.. host.ToLowerInvariant().Split('.')[0].Select(Usable)]).Trim('-');
            names.Add(name.Length is 0 or > 63 ? Free($"node-{number}", names) : Free(name, names));
        }

        return names.MoveToImmutable();
    }

    private static char Usable(char letter) => char.IsAsciiLetterOrDigit(letter) ? letter : '-';

    private static string Free(string name, ICollection<string> taken) =>
        Enumerable.Range(1, taken.Count + 1).Select(count => count == 1 ? name : $"{name}-{count}").First(candidate => !taken.Contains(candidate));
}
