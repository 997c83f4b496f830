using Renci.SshNet;

namespace Fridge.Nodes.SshNet;

/// <summary>Asks the server first for the type of key that is known or expected, as ssh does: otherwise a server with several keys would look changed.</summary>
internal static class HostKeyOrder
{
    public static void Apply(ConnectionInfo info, IEnumerable<HostKey> allowed)
    {
        var algorithms = info.HostKeyAlgorithms;
        foreach (var certificate in algorithms.Keys.Where(name => name.Contains("-cert-", StringComparison.Ordinal)).ToArray())
            algorithms.Remove(certificate);
        var wanted = allowed.Select(key => key.Type).SelectMany(Names).ToArray();
        foreach (var name in wanted.Reverse().Where(algorithms.ContainsKey))
        {
            var algorithm = algorithms[name];
            algorithms.Remove(name);
            algorithms.Insert(0, name, algorithm);
        }
    }

    private static string[] Names(string type) => type == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [type];
}
