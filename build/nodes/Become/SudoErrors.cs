using Fridge.Tooling;
namespace Fridge.Nodes;

internal static class SudoErrors
{
    public static FridgeException NoPassword(NodeRoute route) => new(
        $"sudo on {route.Name} needs the password of {route.User}, and none was given, or it was wrong.",
        $"Run this at a terminal, give it with --node-password-file FILE, or allow sudo without a password on the node: echo '{route.User} ALL=(ALL) NOPASSWD:ALL' | sudo tee /etc/sudoers.d/fridge");

    public static FridgeException NotAllowed(NodeRoute route, string said) => new(
        $"{route.User} may not become root on {route.Name}: {said}",
        $"Allow sudo on the node (sudo adduser {route.User} sudo), or name another user in the cluster file.");

    public static FridgeException BecomeNone(NodeRoute route) => new(
        $"{route.Name} has become: none, but {route.User} is not root there.",
        $"Write become: sudo, or user: root, at {route.Name} in the cluster file.");
}
