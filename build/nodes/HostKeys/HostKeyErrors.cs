namespace Fridge.Nodes;

internal static class HostKeyErrors
{
    public static LoginRefusedException Changed(NodeRoute route, HostKey presented) => new(
        $"The host key of {route.Name} ({route.Target}) has changed: it shows {presented.Type} {presented.Fingerprint}, and another key is known. Either the node was installed again, or somebody intercepts the connection.",
        $"If the node was installed again: --forget-host-key {route.Name}");

    public static LoginRefusedException NotExpected(NodeRoute route, HostKey presented) => new(
        $"The host key of {route.Name} ({route.Target}) is not the one that is expected: it shows {presented.Type} {presented.Fingerprint}.",
        $"Compare with ssh-keygen -lf on the node, and correct hostKey of {route.Name} in the cluster file.");

    public static LoginRefusedException Revoked(NodeRoute route, HostKey presented) => new(
        $"The host key of {route.Name} ({route.Target}) is revoked in {route.Address.KnownHostsFile}: {presented.Type} {presented.Fingerprint}.",
        "Make new host keys on the node (sudo rm /etc/ssh/ssh_host_*; sudo ssh-keygen -A), or remove its @revoked line if it is there by mistake.");

    public static LoginRefusedException Authority(NodeRoute route) => new(
        $"{route.Name} ({route.Target}) is known only by a certificate (@cert-authority in {route.Address.KnownHostsFile}), and Fridge doesn't check host certificates.",
        $"Put the node's own key as hostKey: at {route.Name} in the cluster file, or remove that line.");

    public static LoginRefusedException Unknown(NodeRoute route, HostKey presented) => new(
        $"The host key of {route.Name} ({route.Target}) is new, and there is no terminal to ask at: {presented.Type} {presented.Fingerprint}.",
        $"Put hostKey: \"{presented}\" at {route.Name} in the cluster file, or run with --accept-new-host-keys.");

    public static LoginRefusedException Declined(NodeRoute route) => new(
        $"The host key of {route.Name} ({route.Target}) was not accepted.",
        "Compare the fingerprint with ssh-keygen -lf on the node, then run the same command again.");
}
