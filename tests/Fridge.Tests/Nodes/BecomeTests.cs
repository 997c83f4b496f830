using Fridge.Model;
using Fridge.Nodes;
using Fridge.Tests.Engine;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class BecomeTests
{
    private static readonly NodeRoute Route = new()
    {
        Address = new NodeAddress { Name = "pico-0", Host = "pico-0", KnownHostsFile = "known_hosts" },
        Host = "pico-0",
        Port = 22,
        User = "pi",
        Identities = [],
        HasAgent = false,
        HasSsh = true,
    };

    private readonly FakePrompts person = new("wrong", "right");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AsRoot_UserIsRoot_RunsAsItIs() =>
        (await LastCommandAsync(_ => new(0, "root\n", ""))).ShouldBe("apt-get update");

    [Fact]
    public async Task AsRoot_Passwordless_NeverAsks() =>
        (await LastCommandAsync(_ => new(0, "free\n", ""))).ShouldBe("sudo -n -- /bin/sh -c 'exec \"$@\"' sh apt-get update");

    /// <summary>After a rename, with /etc/hosts as it was: sudo warns, and works.</summary>
    [Fact]
    public async Task AsRoot_SudoWarnsOfTheHostName_IsRootAllTheSame() =>
        (await LastCommandAsync(_ => new(0, "sudo: unable to resolve host kitchen: Name or service not known\nfree\n", "")))
            .ShouldBe("sudo -n -- /bin/sh -c 'exec \"$@\"' sh apt-get update");

    [Fact]
    public async Task AsRoot_Password_IsAskedOnceAndGoesIntoTheInput()
    {
        var password = "";
        var connection = new FakeConnection(command => command.Arguments.Contains("-S") && password == "wrong"
            ? new(1, "", "sudo: 1 incorrect password attempt\n")
            : new(0, "sudo: a password is required\n", ""));
        await using var transport = new BecomeTransport(connection, Finder(said => password = said));

        await RunAsync(transport);
        await RunAsync(transport);

        person.Passwords.Count.ShouldBe(2);
        connection.Inputs.ShouldBe(["", "wrong\n", "right\n", "right\n", "right\n"]);
        connection.CommandLines.ShouldAllBe(line => !line.Contains("right"));
    }

    [Fact]
    public async Task AsRoot_NotInSudoers_IsNotAWrongPassword()
    {
        var failure = await Should.ThrowAsync<FridgeException>(LastCommandAsync(command => command.Arguments.Contains("-S")
            ? new(1, "", "pi is not in the sudoers file.\n")
            : new(0, "sudo: a password is required\n", "")));

        failure.Message.ShouldBe("pi may not become root on pico-0: pi is not in the sudoers file.");
        person.Passwords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task AsRoot_SudoSpeaksGerman_IsUnderstood()
    {
        using var login = new ScratchFolder();
        StandIn.PasswordSudo(login.Path, "right");

        (await German(login, "echo", "done")).ShouldBe("done\n");

        person.Passwords.Count.ShouldBe(2);
    }

    [Fact]
    public async Task AsRoot_SudoRefusesInGerman_IsNotAWrongPassword()
    {
        using var login = new ScratchFolder();
        StandIn.PasswordSudo(login.Path, "wrong", isAllowed: false);

        var failure = await Should.ThrowAsync<FridgeException>(German(login, "true"));

        failure.Message.ShouldBe("pi may not become root on pico-0: Sorry, user pi is not allowed to execute this.");
    }

    [Fact]
    public async Task AsRoot_BecomeNoneAndNotRoot_SaysWhatToWrite()
    {
        var none = Route with { Address = Route.Address with { Become = Become.None } };
        await using var transport = new BecomeTransport(new FakeConnection(_ => new(0, "free\n", "")), new RootFinder(none, new PasswordBook(null, _ => true)));

        (await Should.ThrowAsync<FridgeException>(RunAsync(transport))).Message.ShouldBe("pico-0 has become: none, but pi is not root there.");
    }

    [Fact]
    public async Task FirstContact_RightPassword_InstallsTheClustersKeyOnce()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-contact-").FullName;
        try
        {
            var connection = new FakeConnection(_ => new(0, "", ""));
            var options = FakePrompts.Options(folder, person);
            var contact = new FirstContact(new PasswordBook(person, _ => true), options.ClusterKey, options.Report);

            await contact.ByPasswordAsync(Route, password => Task.FromResult<IConnection?>(password.Reveal() == "right" ? connection : null), _ => Task.FromResult<IConnection?>(connection), Cancelled);

            var key = (await File.ReadAllTextAsync(options.ClusterKey.PublicKeyFile, Cancelled)).Trim();
            connection.CommandLines.ShouldHaveSingleItem().ShouldContain(key);
            person.Passwords.Select(question => (question.Use, question.Again)).ShouldBe([(PasswordUse.Login, false), (PasswordUse.Login, true)]);
            ((int)File.GetUnixFileMode(options.ClusterKey.PrivateKeyFile)).ShouldBe(Convert.ToInt32("600", 8));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<RemoteResult> RunAsync(INodeTransport transport) =>
        new NodeSession("pico-0", transport).ExecAsync(new RemoteCommand("apt-get", "update") { AsRoot = true }, Cancelled);

    private async Task<string> LastCommandAsync(Func<RemoteCommand, RemoteResult> answer)
    {
        var connection = new FakeConnection(answer);
        await using var transport = new BecomeTransport(connection, new RootFinder(Route, new PasswordBook(person, _ => true)));
        await RunAsync(transport);
        return connection.CommandLines.Last();
    }

    private async Task<string> German(ScratchFolder login, params string[] command)
    {
        var node = new LocalNode { Login = [$"PATH={login.Path}:{Environment.GetEnvironmentVariable("PATH")}", "LC_ALL=de_DE.UTF-8"] };
        await using var transport = new BecomeTransport(node, new RootFinder(Route, new PasswordBook(person, _ => true)));
        return (await new NodeSession("pico-0", transport).ExecAsync(new RemoteCommand(command) { AsRoot = true }, Cancelled)).StandardOutput;
    }

    private RootFinder Finder(Action<string> onAnswer) => new(Route, new PasswordBook(new Listening(person, onAnswer), _ => true));

    private sealed class Listening(IPasswordPrompt inner, Action<string> onAnswer) : IPasswordPrompt
    {
        public async Task<Secret?> AskAsync(PasswordQuestion question, CancellationToken cancellationToken)
        {
            var answer = await inner.AskAsync(question, cancellationToken);
            onAnswer(answer!.Reveal());
            return answer;
        }
    }
}
