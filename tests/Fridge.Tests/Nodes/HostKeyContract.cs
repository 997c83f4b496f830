using Fridge.Model;
using Fridge.Nodes;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>Both transports mean the same known_hosts file, against a real sshd.</summary>
[Trait("Suite", "ci")]
public abstract class HostKeyContract(LocalSshd sshd, SshTransport choice) : IClassFixture<LocalSshd>
{
    private const string Another = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG8R1DVt2UHA9JNvTmYsOk+1uDTkvO9kVVfNmpEAWhkE";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private NodeAddress Address { get; } = sshd.Address(choice) with { ExpectedHostKey = null };

    private KnownHosts Known => new(Address.KnownHostsFile);

    [Fact]
    public async Task Known_Hashed_IsTrusted()
    {
        await Known.AddAsync("local", "127.0.0.1", sshd.Port, HostKey.Parse(sshd.HostKey)!, Cancelled);
        await HashAsync();

        await OpenAsync(Address);
    }

    [Fact]
    public async Task Changed_Hashed_IsRefusedAlsoWhenNewOnesAreAccepted()
    {
        await Known.AddAsync("local", "127.0.0.1", sshd.Port, HostKey.Parse(Another)!, Cancelled);
        await HashAsync();

        (await Should.ThrowAsync<LoginRefusedException>(OpenAsync(Address))).Message.ShouldContain("has changed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Revoked_IsRefused_AlsoWhenItIsKnownAndExpected(bool expected)
    {
        await File.WriteAllLinesAsync(Address.KnownHostsFile, [$"local {sshd.HostKey}", $"@revoked * {sshd.HostKey}"], Cancelled);

        (await Should.ThrowAsync<LoginRefusedException>(OpenAsync(Address with { ExpectedHostKey = expected ? sshd.HostKey : null }))).Message.ShouldContain("is revoked");
    }

    [Fact]
    public async Task Expected_IsAnother_IsRefusedThoughTheShownOneIsKnown()
    {
        await File.WriteAllTextAsync(Address.KnownHostsFile, $"local {sshd.HostKey}\n", Cancelled);

        (await Should.ThrowAsync<LoginRefusedException>(OpenAsync(Address with { ExpectedHostKey = Another }))).Message.ShouldContain("not the one that is expected");
    }

    [Fact]
    public async Task Authority_WithoutAKeyOfTheNodesOwn_IsRefusedAsWhatItIs()
    {
        await File.WriteAllTextAsync(Address.KnownHostsFile, $"@cert-authority * {Another}\n", Cancelled);

        (await Should.ThrowAsync<LoginRefusedException>(OpenAsync(Address))).Message.ShouldContain("by a certificate");
    }

    [Fact]
    public async Task Check_WritesNoHostKey()
    {
        await OpenAsync(Address, checkOnly: true);

        File.Exists(Address.KnownHostsFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Check_ForgetsForItselfAlone()
    {
        await File.WriteAllTextAsync(Address.KnownHostsFile, $"local {Another}\n", Cancelled);

        await OpenAsync(Address, checkOnly: true, forgotten: ["local"]);

        (await File.ReadAllTextAsync(Address.KnownHostsFile, Cancelled)).ShouldBe($"local {Another}\n");
    }

    private async Task OpenAsync(NodeAddress address, bool checkOnly = false, string[]? forgotten = null)
    {
        var options = FakePrompts.Options(sshd.Folder, null) with { AcceptNewHostKeys = true, CheckOnly = checkOnly, ForgottenHostKeys = forgotten ?? [] };
        await using var sessions = new NodeSessions([address], options);
        await (await sessions.OpenAsync("local", Cancelled)).ExecAsync(new RemoteCommand("true"), Cancelled);
    }

    private Task HashAsync() => new ProcessRunner().RunAsync(new CommandLine("ssh-keygen", "-q", "-H", "-f", Address.KnownHostsFile), cancellationToken: Cancelled);
}

public sealed class SshNetHostKeyTests(LocalSshd sshd) : HostKeyContract(sshd, SshTransport.SshNet);

public sealed class OpenSshHostKeyTests(LocalSshd sshd) : HostKeyContract(sshd, SshTransport.OpenSsh);
