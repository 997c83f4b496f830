using Fridge.Nodes;

namespace Fridge.Virtual;

/// <summary>Host keys that were read through the engine go straight into the cluster's known_hosts file; those of Pis made anew replace the old ones.</summary>
internal static class VirtualHostKeys
{
    public static async Task RememberAsync(string knownHostsFile, IEnumerable<RunningPi> pis, CancellationToken cancellationToken)
    {
        var known = new KnownHosts(knownHostsFile);
        foreach (var pi in pis)
        {
            if (HostKey.Parse(pi.HostKey) is not { } key || known.KeysOf(pi.Node).Contains(key))
                continue;
            await known.ForgetAsync(pi.Node, cancellationToken);
            await known.AddAsync(pi.Node, pi.Address, PiLogin.Port, key, cancellationToken);
        }
    }
}
