using Fridge.Nodes;
using Fridge.Nodes.OpenSsh;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class OpenSshTests
{
    private static readonly NodeRoute Route = new()
    {
        Address = new NodeAddress { Name = "Pico-0", Host = "pico-alias", KnownHostsFile = "/state/known_hosts" },
        Host = "192.168.1.10",
        Port = 2222,
        User = "pi",
        Identities = [new IdentityFile("/state/id_ed25519", IdentityKind.Plain)],
        JumpHost = "bastion",
        HasAgent = true,
        HasSsh = true,
    };

    [Fact]
    public void Master_NamesTheAlias_SoThatTheUsersOwnConfigurationApplies()
    {
        var line = string.Join(' ', OpenSshArguments.Master(Route, "/tmp/s", "/tmp/known_hosts", byPassword: false));

        line.ShouldEndWith("-o HostKeyAlias=pico-0 -o ConnectTimeout=15 -p 2222 -l pi -i /state/id_ed25519 -- pico-alias");
        line.ShouldContain("StrictHostKeyChecking=yes");
        line.ShouldContain("UserKnownHostsFile=\"/tmp/known_hosts\"");
        line.ShouldContain("ServerAliveInterval=15 -o ServerAliveCountMax=2");
        line.ShouldContain("BatchMode=yes");
    }

    [Fact]
    public void Exec_WithoutItsMaster_CannotConnectByItself() =>
        string.Join(' ', OpenSshArguments.Exec(Route, "/tmp/s", "true")).ShouldContain("ProxyJump=none -o ProxyCommand=false");

    [Theory]
    [InlineData("::1", "[::1]:80")]
    [InlineData("127.0.0.1", "127.0.0.1:80")]
    public void Dial_Address_IsWrittenAsSshWantsIt(string host, string written) =>
        OpenSshArguments.Dial(Route, "/tmp/s", host, 80).ShouldContain(written);

    [Theory]
    [InlineData("ssh: Could not resolve hostname pico-alias: Name or service not known", "can't be resolved")]
    [InlineData("ssh: connect to host 192.168.1.10 port 2222: Connection refused", "refuses connections")]
    [InlineData("ssh: connect to host 192.168.1.10 port 2222: Connection timed out", "does not answer")]
    [InlineData("ssh: connect to host 192.168.1.10 port 2222: No route to host", "does not answer")]
    [InlineData("kex_exchange_identification: Connection closed by remote host", "ssh did not reach Pico-0")]
    public void Errors_WhatSshSays_IsASentence(string said, string message) =>
        OpenSshErrors.From(Route, said + "\n").Message.ShouldContain(message);
}
