using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Virtual;

/// <summary>How virtual Pis are logged in to: as Raspberry Pi OS's first user, with the cluster's own key.</summary>
internal static class PiLogin
{
    public const string User = "pi";
    public const int Port = 22;

    /// <summary>What the cluster file leaves open.</summary>
    public static Node Fill(Node node) => node with { Ssh = node.Ssh with { User = User, Port = Port } };

    public static void Check(Node node, string file)
    {
        if ((node.Ssh.User ?? User) != User || (node.Ssh.Port ?? Port) != Port)
        {
            throw new FridgeException(
                $"{file}: virtual Pis have the user {User} and port {Port}; {node.Name} asks for {node.Ssh.User ?? User} and {node.Ssh.Port ?? Port}.",
                "Leave user and port out of 'ssh:'.",
                wrongUse: true);
        }
    }
}
