using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class SshNetLoginShellTests(LocalSshd sshd) : LoginShellContract(sshd, SshTransport.SshNet);

public sealed class OpenSshLoginShellTests(LocalSshd sshd) : LoginShellContract(sshd, SshTransport.OpenSsh);

/// <summary>Login shells as people have them: what sshd would give to one as <c>-c</c>, a forced command gives to it here.</summary>
[Trait("Suite", "ci")]
public abstract class LoginShellContract(LocalSshd sshd, SshTransport transport) : IClassFixture<LocalSshd>
{
    private const string Greeting = "echo Welcome to pico-0; echo :fridge >&2; printf 'no line end'; ";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bash")]
    [InlineData("dash")]
    [InlineData("fish")]
    [InlineData("tcsh")]
    [InlineData("bash", Greeting)]
    [InlineData("fish", Greeting)]
    [InlineData("tcsh", Greeting)]
    [InlineData("bash -x")]
    public async Task Exec_ByThisShell_IsAsEverywhere(string shell, string before = "")
    {
        await using var login = await LoginAsync(shell, before);
        await using var sessions = Sessions();
        var session = await sessions.OpenAsync("local", Cancelled);

        var arguments = await session.ExecAsync(new RemoteCommand("printf", "%s|", "a b", "it's", "", "$HOME", "*", "ü\n", @"a\\b\n", "!!", "^a^b", "`id`", "\"", "100%"), Cancelled);
        var script = await session.TryExecAsync(RemoteCommand.Shell($"echo out!; cat\nprintf '%s\\n' 'err' >&2; exit 7"), Cancelled, new MemoryStream("in\n"u8.ToArray()));

        arguments.StandardOutput.ShouldBe("a b|it's||$HOME|*|ü\n|" + @"a\\b\n" + "|!!|^a^b|`id`|\"|100%|");
        script.ShouldBe(new RemoteResult(7, "out!\nin\n", "err\n"));
    }

    /// <summary>csh takes no word over a length that it was built with.</summary>
    [Theory]
    [InlineData("bash")]
    [InlineData("fish")]
    [InlineData("tcsh")]
    public async Task Exec_ALongScript_IsTakenWhole(string shell)
    {
        await using var login = await LoginAsync(shell);
        await using var sessions = Sessions();
        var text = new string('x', 40_000) + "\n'" + new string('!', 1000);

        var said = await (await sessions.OpenAsync("local", Cancelled)).ExecAsync(new RemoteCommand("printf", "%s", text), Cancelled);

        said.StandardOutput.ShouldBe(text);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("fish")]
    [InlineData("tcsh")]
    public async Task Lock_ByAPrintingShell_IsTakenAsRootWithAPassword(string shell)
    {
        await using var login = await LoginAsync(shell, Greeting);
        StandIn.PasswordSudo(sshd.Bin, "correct horse");
        await using var sessions = Sessions(new FakePrompts("correct horse"));

        var held = await new ClusterLock(sessions, TimeProvider.System, new ReportRecorder()) { Folder = Path.Combine(sshd.Folder, "run") }
            .AcquireAsync("pico", "local", new LockHolder("ann", "laptop", "Deploy"), wait: false, Cancelled);

        await held.EnsureHeldAsync(Cancelled);
        await held.DisposeAsync();
    }

    /// <summary>Cloud images let root in to be told this.</summary>
    [Theory]
    [InlineData("ForceCommand echo 'Please login as the user \"pi\" rather than the user \"root\".'; exit 142", "Please login as the user \"pi\"")]
    [InlineData("ForceCommand /usr/sbin/nologin", "This account is currently not available.")]
    [InlineData("ForceCommand yes nonsense", "nonsense")]
    public async Task Exec_AnotherProgramRunsInItsPlace_IsNamedAtOnce(string setting, string said)
    {
        await using var login = await sshd.WithAsync(setting);
        await using var sessions = Sessions();
        var session = await sessions.OpenAsync("local", Cancelled);

        var refused = await Should.ThrowAsync<LoginRefusedException>(session.ExecAsync(new RemoteCommand("true"), Cancelled));

        refused.Message.ShouldContain("does not run the commands that it is given");
        refused.Evidence.ShouldContain(line => line.Contains(said));
    }

    /// <summary>From hardening guides and bastions: with fewer sessions a connection, there are more connections.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Exec_SshdAllowsFewSessions_AllRun(int sessions)
    {
        await using var hardened = await sshd.WithAsync($"MaxSessions {sessions}");
        await using var opened = Sessions();
        var session = await opened.OpenAsync("local", Cancelled);
        await using var stays = await session.Transport.StartAsync(new RemoteCommand("cat"), Cancelled);

        var numbers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => session.ExecAsync(RemoteCommand.Shell($"sleep 0.2; echo {number}"), Cancelled)));

        numbers.Select(number => number.StandardOutput.Trim()).ShouldBe(Enumerable.Range(0, 12).Select(number => $"{number}"));
    }

    [Fact]
    public async Task Exec_SshdAllowsNoSession_IsNamed()
    {
        await using var hardened = await sshd.WithAsync("MaxSessions 0");
        await using var opened = Sessions();
        var session = await opened.OpenAsync("local", Cancelled);

        (await Should.ThrowAsync<LoginRefusedException>(session.ExecAsync(new RemoteCommand("true"), Cancelled))).Message.ShouldContain("MaxSessions");
    }

    [Fact]
    public async Task Exec_SshdHasABanner_IsNoAnswer()
    {
        var banner = Path.Combine(sshd.Folder, "banner");
        await File.WriteAllTextAsync(banner, "Property of the kitchen.\n", Cancelled);
        await using var greeted = await sshd.WithAsync($"Banner {banner}");
        await using var sessions = Sessions();

        (await (await sessions.OpenAsync("local", Cancelled)).ExecAsync(new RemoteCommand("echo", "ok"), Cancelled)).ShouldBe(new RemoteResult(0, "ok\n", ""));
    }

    private Task<IAsyncDisposable> LoginAsync(string shell, string before = "") =>
        sshd.WithAsync($"ForceCommand {before}exec {shell} -c \"$SSH_ORIGINAL_COMMAND\"");

    private NodeSessions Sessions(FakePrompts? person = null) => new([sshd.Address(transport)], FakePrompts.Options(sshd.Folder, person));
}
