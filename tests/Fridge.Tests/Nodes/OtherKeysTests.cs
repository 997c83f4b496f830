using System.Diagnostics;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>What <c>ssh pi@host</c> can, Fridge can, whatever else lies in ~/.ssh.</summary>
[Trait("Suite", "ci")]
public sealed class OtherKeysTests(LocalSshd sshd) : IClassFixture<LocalSshd>, IAsyncLifetime
{
    private readonly ProcessRunner processes = new();
    private Process? agent;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Socket => Path.Combine(sshd.Folder, "agent");

    public async ValueTask InitializeAsync()
    {
        agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { RedirectStandardOutput = true })!;
        await Eventually.BecomesAsync("the agent listens", Eventually.Limit, _ => Task.FromResult(File.Exists(Socket)), there => there, Cancelled);
    }

    public ValueTask DisposeAsync()
    {
        agent!.Kill();
        agent.WaitForExit();
        agent.Dispose();
        File.Delete(Socket);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Open_AnAgentHasTheKeyAndAPlainOneIsSomethingElse_IsInWithoutAQuestion()
    {
        await OnlyTheAgentsKeyAsync();
        var person = new FakePrompts("a password");

        await using var sessions = Sessions(Address(await StrangerAsync()), person);

        (await (await sessions.OpenAsync("local", Cancelled)).ExecAsync(new RemoteCommand("echo", "in"), Cancelled)).StandardOutput.ShouldBe("in\n");
        person.Passwords.ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_NeitherAgentNorFileHasTheKey_SaysWhichWereTried()
    {
        var stranger = await StrangerAsync();
        await File.WriteAllTextAsync(sshd.AuthorizedKeys, "", Cancelled);

        await using var sessions = Sessions(Address(stranger), person: null);

        (await Should.ThrowAsync<LoginRefusedException>(sessions.OpenAsync("local", Cancelled))).Message.ShouldContain(stranger);
    }

    [Theory]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\nMIIBugIBAAKBgQ==\n-----END DSA PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n")]
    public async Task Open_AnOldOrBrokenKeyBesideTheRightOne_HidesItNot(string text)
    {
        var broken = Path.Combine(sshd.Folder, "id_old");
        await File.WriteAllTextAsync(broken, text, Cancelled);
        var options = FakePrompts.Options(sshd.Folder, null);
        await File.WriteAllTextAsync(sshd.AuthorizedKeys, await options.ClusterKey.EnsureAsync(Cancelled) + "\n", Cancelled);

        foreach (var transport in (SshTransport[])[SshTransport.SshNet, SshTransport.OpenSsh])
        {
            await using var sessions = new NodeSessions([sshd.Address(transport) with { IdentityFile = broken }], options);
            await sessions.OpenAsync("local", Cancelled);
        }
    }

    /// <summary>SSH.NET has no umac.</summary>
    [Fact]
    public async Task Open_SshdHasOnlyWhatSshKnows_IsInBySsh()
    {
        File.Copy(sshd.Key + ".pub", sshd.AuthorizedKeys, overwrite: true);
        await using var other = await sshd.WithAsync("Ciphers aes256-ctr\nMACs umac-128-etm@openssh.com");

        await using var sessions = Sessions(Address(sshd.Key), person: null);

        (await sessions.OpenAsync("local", Cancelled)).Transport.Description.ShouldContain("OpenSSH");
    }

    private async Task OnlyTheAgentsKeyAsync()
    {
        var key = Path.Combine(sshd.Folder, $"agents-{Guid.NewGuid():N}");
        await sshd.MakeKeyAsync(key);
        await processes.RunAsync(WithAgent(new CommandLine("ssh-add", "-q", key)));
        File.Move(key + ".pub", sshd.AuthorizedKeys, overwrite: true);
        File.Delete(key);
    }

    private async Task<string> StrangerAsync()
    {
        var key = Path.Combine(sshd.Folder, $"stranger-{Guid.NewGuid():N}");
        await sshd.MakeKeyAsync(key);
        return key;
    }

    private NodeAddress Address(string key) => sshd.Address(SshTransport.Auto) with { IdentityFile = key };

    private NodeSessions Sessions(NodeAddress address, FakePrompts? person) =>
        new([address], FakePrompts.Options(sshd.Folder, person) with { Processes = new AgentsUser(processes, WithAgent) });

    private CommandLine WithAgent(CommandLine command) => command with { Environment = command.Environment.Add("SSH_AUTH_SOCK", Socket) };

    /// <summary>Runs everything as somebody whose login has the agent.</summary>
    private sealed class AgentsUser(ProcessRunner inner, Func<CommandLine, CommandLine> with) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            inner.RunAsync(with(command), onLine, cancellationToken);

        public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            inner.TryRunAsync(with(command), onLine, cancellationToken);
    }
}
