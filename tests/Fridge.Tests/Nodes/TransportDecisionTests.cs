using Fridge.Model;
using Fridge.Nodes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class TransportDecisionTests
{
    private static readonly IdentityFile Plain = new("/home/pi/.ssh/id_ed25519", IdentityKind.Plain);
    private static readonly IdentityFile Encrypted = new("/home/pi/.ssh/id_rsa", IdentityKind.Encrypted);
    private static readonly IdentityFile Token = new("/home/pi/.ssh/id_ed25519_sk", IdentityKind.Token);

    private static readonly IdentityFile Foreign = new("/home/pi/.ssh/id_dsa", IdentityKind.Foreign);

    private static readonly NodeRoute Route = new()
    {
        Address = new NodeAddress { Name = "pico-0", Host = "pico-0", KnownHostsFile = "known_hosts" },
        Host = "172.30.7.10",
        Port = 22,
        User = "pi",
        Identities = [Plain],
        HasAgent = false,
        HasSsh = true,
    };

    public static TheoryData<string, NodeRoute, SshTransport, string> Cases => new()
    {
        { "plain key", Route, SshTransport.SshNet, "the key /home/pi/.ssh/id_ed25519 can be read here" },
        { "jump host", Route with { JumpHost = "bastion" }, SshTransport.OpenSsh, "ssh's configuration uses the jump host bastion" },
        { "proxy command", Route with { ProxyCommand = "nc %h %p" }, SshTransport.OpenSsh, "ssh's configuration has a proxy command" },
        { "encrypted and plain", Route with { Identities = [Encrypted, Plain] }, SshTransport.SshNet, "the key /home/pi/.ssh/id_ed25519 can be read here" },
        { "encrypted alone", Route with { Identities = [Encrypted] }, SshTransport.OpenSsh, "only an agent or a token holds the key /home/pi/.ssh/id_rsa" },
        { "old and agent", Route with { Identities = [Foreign], HasAgent = true }, SshTransport.OpenSsh, "the only keys are an agent's" },
        { "old alone", Route with { Identities = [Foreign] }, SshTransport.SshNet, "there is no key yet: a password at first contact installs the cluster's" },
        { "token", Route with { Identities = [Token] }, SshTransport.OpenSsh, "only an agent or a token holds the key /home/pi/.ssh/id_ed25519_sk" },
        { "agent alone", Route with { Identities = [], HasAgent = true }, SshTransport.OpenSsh, "the only keys are an agent's" },
        { "nothing", Route with { Identities = [] }, SshTransport.SshNet, "there is no key yet: a password at first contact installs the cluster's" },
        { "made with the key", Route with { Identities = [], HasAgent = true, Address = Route.Address with { IsMadeWithClusterKey = true } }, SshTransport.SshNet, "the node was made with the cluster's key" },
        { "no ssh", Route with { Identities = [Encrypted], HasSsh = false }, SshTransport.SshNet, "there is no ssh program on this machine" },
        { "cluster file", Route with { Address = Route.Address with { Transport = SshTransport.OpenSsh } }, SshTransport.OpenSsh, "the cluster file says so" },
        { "cluster file against a jump host", Route with { JumpHost = "bastion", Address = Route.Address with { Transport = SshTransport.SshNet } }, SshTransport.SshNet, "the cluster file says so" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void For_Route_TransportAndReason(string name, NodeRoute route, SshTransport transport, string reason) =>
        (TransportDecision.For(route) with { ThenOpenSsh = false }).ShouldBe(new TransportDecision(transport, reason), name);

    /// <summary>What <c>ssh</c> can, Fridge can: a plain key that the node doesn't take decides nothing.</summary>
    [Fact]
    public void For_SshNetByItself_SshIsNext_WhereItIsThereAndHasMore()
    {
        TransportDecision.For(Route).ThenOpenSsh.ShouldBeTrue();
        TransportDecision.For(Route with { Identities = [] }).ThenOpenSsh.ShouldBeTrue();
        TransportDecision.For(Route with { HasSsh = false }).ThenOpenSsh.ShouldBeFalse();
        TransportDecision.For(Route with { Address = Route.Address with { Transport = SshTransport.SshNet } }).ThenOpenSsh.ShouldBeFalse();
        TransportDecision.For(Route with { Address = Route.Address with { IsMadeWithClusterKey = true } }).ThenOpenSsh.ShouldBeFalse();
        TransportDecision.For(Route with { JumpHost = "bastion" }).ThenOpenSsh.ShouldBeFalse();
    }
}
