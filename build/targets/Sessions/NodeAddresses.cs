using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Targets.Sessions;

/// <summary>From the cluster's words to those of the sessions, since neither room knows the other.</summary>
internal static class NodeAddresses
{
    public static IEnumerable<NodeAddress> Of(Cluster cluster, string knownHostsFile) =>
        cluster.Nodes.Select(node => Of(node, knownHostsFile));

    private static NodeAddress Of(Node node, string knownHostsFile) => new()
    {
        Name = node.Name,
        Host = node.Address,
        Port = node.Ssh.Port,
        User = node.Ssh.User,
        IdentityFiles = node.Ssh.IdentityFile is { } file ? [file] : [],
        KnownHostsFile = knownHostsFile,
        ExpectedHostKey = node.HostKey,
        Transport = node.Ssh.Transport switch
        {
            SshTransport.SshNet => TransportChoice.SshNet,
            SshTransport.OpenSsh => TransportChoice.OpenSsh,
            _ => TransportChoice.Auto,
        },
        Become = node.Ssh.Become == Become.None ? BecomeMethod.None : BecomeMethod.Sudo,
    };
}
