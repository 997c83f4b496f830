using Fridge.Model;
namespace Fridge.Nodes;

/// <summary>Which transport reaches a node, and why: what <c>--plan</c> shows.</summary>
/// <param name="Transport">Never <see cref="SshTransport.Auto"/>.</param>
/// <param name="ThenOpenSsh">Where SSH.NET has no key that the node takes, ssh tries its own before a password is asked for or the node is given up: an agent's, a certificate, Kerberos.</param>
public sealed record TransportDecision(SshTransport Transport, string Reason, bool ThenOpenSsh = false)
{
    /// <summary>Pure. SSH.NET knows neither jump hosts nor proxy commands nor agents; where none is needed it is the faster one.</summary>
    public static TransportDecision For(NodeRoute route)
    {
        var first = First(route);
        return first with { ThenOpenSsh = first.Transport == SshTransport.SshNet && route.HasSsh && route.Address is { Transport: SshTransport.Auto, IsMadeWithClusterKey: false } };
    }

    private static TransportDecision First(NodeRoute route)
    {
        if (route.Address.Transport != SshTransport.Auto)
            return new(route.Address.Transport, "the cluster file says so");
        if (route.JumpHost is { } jump)
            return new(SshTransport.OpenSsh, $"ssh's configuration uses the jump host {jump}");
        if (route.ProxyCommand is not null)
            return new(SshTransport.OpenSsh, "ssh's configuration has a proxy command");
        if (route.Address.IsMadeWithClusterKey)
            return new(SshTransport.SshNet, "the node was made with the cluster's key");
        if (route.Identities.FirstOrDefault(file => file.Kind == IdentityKind.Plain) is { } plain)
            return new(SshTransport.SshNet, $"the key {plain.Path} can be read here");
        if (!route.HasSsh)
            return new(SshTransport.SshNet, "there is no ssh program on this machine");
        if (route.Identities.FirstOrDefault(file => file.Kind != IdentityKind.Foreign) is { } held)
            return new(SshTransport.OpenSsh, $"only an agent or a token holds the key {held.Path}");
        return route.HasAgent
            ? new(SshTransport.OpenSsh, "the only keys are an agent's")
            : new(SshTransport.SshNet, "there is no key yet: a password at first contact installs the cluster's");
    }
}
