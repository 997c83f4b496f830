using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>What both transports promise, against a real sshd.</summary>
[Trait("Suite", "ci")]
public abstract class NodeTransportContract(LocalSshd sshd, SshTransport choice) : IClassFixture<LocalSshd>, IAsyncLifetime
{
    private readonly List<NodeSessions> opened = [];

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected LocalSshd Sshd => sshd;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var sessions in opened)
            await sessions.DisposeAsync();
        foreach (var standIn in Directory.GetFiles(sshd.Bin))
            File.Delete(standIn);
    }

    [Fact]
    public async Task Exec_StatusAndBothStreams_ComeBack()
    {
        var result = await (await OpenAsync()).TryExecAsync(RemoteCommand.Shell($"echo out; echo err >&2; exit 7"), Cancelled);

        result.ShouldBe(new RemoteResult(7, "out\n", "err\n"));
    }

    [Fact]
    public async Task Exec_Arguments_ArriveAsTheyAre()
    {
        var result = await (await OpenAsync()).ExecAsync(new RemoteCommand("printf", "%s|", "a b", "it's", "", "$HOME", "*", "ü\n"), Cancelled);

        result.StandardOutput.ShouldBe("a b|it's||$HOME|*|ü\n|");
    }

    [Fact]
    public async Task Exec_NonZero_NamesNodeCommandAndErrors()
    {
        var failure = await Should.ThrowAsync<RemoteCommandFailedException>(
            (await OpenAsync()).ExecAsync(RemoteCommand.Shell($"echo broken >&2; exit 3"), Cancelled));

        (failure.Node, failure.ExitStatus).ShouldBe(("local", 3));
        failure.Evidence.ShouldBe(["$ sh -c 'echo broken >&2; exit 3'", "broken"]);
    }

    [Fact]
    public async Task Exec_MegabytesThroughInputAndOutput_ComeBackWhole()
    {
        var input = new string('x', 6 * 1024 * 1024);

        var result = await (await OpenAsync()).ExecAsync(new RemoteCommand("cat"), Cancelled, new MemoryStream(Encoding.ASCII.GetBytes(input)));

        result.StandardOutput.ShouldBe(input);
    }

    [Fact]
    public async Task Exec_CommandEndsBeforeItReadsItsInput_DoesNotBlock()
    {
        var session = await OpenAsync();

        var result = await session.TryExecAsync(RemoteCommand.Shell($"exit 5"), Cancelled, new MemoryStream(new byte[16 * 1024 * 1024])).WaitAsync(Eventually.Limit, Cancelled);

        result.ExitStatus.ShouldBe(5);
    }

    [Fact]
    public async Task Start_InputClosedBeforeAByteWasWritten_IsAtItsEnd()
    {
        await using var process = await (await OpenAsync()).Transport.StartAsync(new RemoteCommand("cat"), Cancelled);

        await process.StandardInput.DisposeAsync();

        (await process.WaitForExitAsync(Cancelled).WaitAsync(Eventually.Limit, Cancelled)).ShouldBe(0);
    }

    [Fact]
    public async Task Exec_ACommandThatReads_WithoutInput_Ends() =>
        (await (await OpenAsync()).ExecAsync(new RemoteCommand("wc", "-c"), Cancelled).WaitAsync(Eventually.Limit, Cancelled)).StandardOutput.ShouldBe("0\n");

    [Fact]
    public async Task Start_OutputStreams_WhileTheCommandRuns()
    {
        await using var process = await (await OpenAsync()).Transport.StartAsync(RemoteCommand.Shell($"echo ready; read line; echo got $line"), Cancelled);
        using var reader = new StreamReader(process.StandardOutput);

        (await reader.ReadLineAsync(Cancelled)).ShouldBe("ready");
        await process.StandardInput.WriteAsync("word\n"u8.ToArray(), Cancelled);
        await process.StandardInput.FlushAsync(Cancelled);

        (await reader.ReadLineAsync(Cancelled)).ShouldBe("got word");
        (await process.WaitForExitAsync(Cancelled)).ShouldBe(0);
    }

    [Fact]
    public async Task Start_ReadIsCancelled_TheWaitEndsAtOnce()
    {
        await using var process = await (await OpenAsync()).Transport.StartAsync(new RemoteCommand("sleep", "60"), Cancelled);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Should.ThrowAsync<OperationCanceledException>(process.WaitForExitAsync(soon.Token));
        await Should.ThrowAsync<OperationCanceledException>(async () => _ = await process.StandardOutput.ReadAsync(new byte[1], soon.Token));
    }

    [Fact]
    public async Task Exec_TwentyAtOnce_AllEndAndNeverMoreThanEightRun()
    {
        var session = await OpenAsync();
        var marks = Directory.CreateDirectory(Path.Combine(sshd.Folder, $"marks-{choice}")).FullName;

        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => session.ExecAsync(
            RemoteCommand.Shell($"cd {marks}; touch {number}; ls | wc -l; sleep 0.1; rm {number}"), Cancelled)));

        counts.Select(count => int.Parse(count.StandardOutput, CultureInfo.InvariantCulture)).Max().ShouldBeInRange(2, 8);
    }

    [Fact]
    public async Task Follow_Lines_ComeInOrderAndAFailureAtTheEnd()
    {
        var session = await OpenAsync();
        var lines = new List<string>();

        var failure = await Should.ThrowAsync<RemoteCommandFailedException>(async () =>
        {
            await foreach (var line in session.FollowAsync(RemoteCommand.Shell($"seq 1 3; echo why >&2; exit 2"), Cancelled))
                lines.Add(line);
        });

        lines.ShouldBe(["1", "2", "3"]);
        failure.Evidence[^1].ShouldBe("why");
    }

    [Fact]
    public async Task Dial_TcpEcho_EchoesAndSeesTheEnd()
    {
        using var echo = new TcpListener(IPAddress.Loopback, 0);
        echo.Start();
        var server = ServeOneEchoAsync(echo);
        await using var stream = await (await OpenAsync()).Transport.DialAsync("127.0.0.1", ((IPEndPoint)echo.LocalEndpoint).Port, Cancelled);
        var sent = new byte[1024 * 1024];
        Random.Shared.NextBytes(sent);
        var back = new byte[sent.Length];

        var writing = stream.WriteAsync(sent, Cancelled);
        await stream.ReadExactlyAsync(back, Cancelled);
        await writing;

        back.ShouldBe(sent);
        await stream.WriteAsync("."u8.ToArray(), Cancelled);
        (await stream.ReadAsync(back, Cancelled)).ShouldBe(0);
        await server;
    }

    [Fact]
    public async Task Dial_NobodyListens_ReadingSaysSo()
    {
        await using var stream = await (await OpenAsync()).Transport.DialAsync("127.0.0.1", 1, Cancelled);

        var failure = await Should.ThrowAsync<IOException>(async () => _ = await stream.ReadAsync(new byte[1], Cancelled));

        failure.Message.ShouldContain("127.0.0.1:1");
    }

    [Fact]
    public async Task AsRoot_SudoWantsAPassword_GetsItByInputAndTheCommandKeepsItsOwnInput()
    {
        StandIn.PasswordSudo(sshd.Bin, "correct horse");
        var prompt = new FakePrompts("wrong", "correct horse");
        var session = await OpenAsync(prompts: prompt);
        var command = RemoteCommand.Shell($"cat; ps -o args= -p $PPID") with { AsRoot = true };

        var result = await session.ExecAsync(command, Cancelled, new MemoryStream("own input\n"u8.ToArray()));

        result.StandardOutput.ShouldStartWith("own input\n");
        result.StandardOutput.ShouldNotContain("horse");
        prompt.Passwords.Select(question => (question.Use, question.Again)).ShouldBe([(PasswordUse.Sudo, false), (PasswordUse.Sudo, true)]);
    }

    [Fact]
    public async Task AsRoot_SudoWantsAPasswordAndNobodyIsThere_SaysWhatToDo()
    {
        StandIn.PasswordSudo(sshd.Bin, "correct horse");

        var failure = await Should.ThrowAsync<FridgeException>(async () =>
            await (await OpenAsync()).ExecAsync(new RemoteCommand("true") { AsRoot = true }, Cancelled));

        failure.Message.ShouldContain("needs the password");
        failure.NextStep.ShouldNotBeNull().ShouldContain("NOPASSWD");
    }

    [Fact]
    public async Task Open_HostKeyChanged_IsRefusedAndNamesTheOption()
    {
        var address = sshd.Address(choice) with { ExpectedHostKey = null };
        var other = Path.Combine(sshd.Folder, $"other-{choice}");
        await sshd.MakeKeyAsync(other);
        await new KnownHosts(address.KnownHostsFile).AddAsync("local", "127.0.0.1", sshd.Port, HostKey.Parse(await File.ReadAllTextAsync(other + ".pub", Cancelled))!, Cancelled);

        var failure = await Should.ThrowAsync<FridgeException>(OpenAsync(address));

        failure.Message.ShouldContain("has changed");
        failure.NextStep.ShouldNotBeNull().ShouldContain("--forget-host-key local");
    }

    [Fact]
    public async Task Open_HostKeyNewAndAPersonAgrees_IsWrittenDownAndNotAskedAgain()
    {
        var address = sshd.Address(choice) with { ExpectedHostKey = null };
        var prompts = new FakePrompts();

        await OpenAsync(address, prompts);
        await OpenAsync(address, prompts);

        prompts.HostKeys.ShouldHaveSingleItem().Fingerprint.ShouldBe(HostKey.Parse(sshd.HostKey)!.Fingerprint);
        new KnownHosts(address.KnownHostsFile).KeysOf("local").ShouldBe([HostKey.Parse(sshd.HostKey)!]);
    }

    [Fact]
    public async Task Open_HostKeyNewAndNobodyIsThere_IsRefusedWithTheLineForTheFile()
    {
        var failure = await Should.ThrowAsync<FridgeException>(OpenAsync(sshd.Address(choice) with { ExpectedHostKey = null }));

        failure.NextStep.ShouldNotBeNull().ShouldContain(HostKey.Parse(sshd.HostKey)!.Base64);
    }

    [Fact]
    public async Task Open_HostKeyIsNotTheExpectedOne_IsRefused()
    {
        var other = Path.Combine(sshd.Folder, $"unexpected-{choice}");
        await sshd.MakeKeyAsync(other);

        var failure = await Should.ThrowAsync<FridgeException>(
            OpenAsync(sshd.Address(choice) with { ExpectedHostKey = await File.ReadAllTextAsync(other + ".pub", Cancelled) }));

        failure.Message.ShouldContain("not the one that is expected");
    }

    [Fact]
    public async Task Open_KeyIsRefused_SaysWhichWereTried()
    {
        var stranger = Path.Combine(sshd.Folder, $"stranger-{choice}");
        await sshd.MakeKeyAsync(stranger);

        var failure = await Should.ThrowAsync<FridgeException>(OpenAsync(sshd.Address(choice) with { IdentityFile = stranger }));

        failure.Message.ShouldContain(stranger);
        failure.NextStep.ShouldNotBeNull().ShouldContain("ssh-copy-id");
    }

    [Fact]
    public async Task Open_NothingListens_SaysRefused()
    {
        var failure = await Should.ThrowAsync<FridgeException>(OpenAsync(sshd.Address(choice) with { Port = 1 }));

        failure.Message.ShouldContain("refuses connections");
    }

    [Fact]
    public async Task Open_UnknownName_SaysSo()
    {
        var failure = await Should.ThrowAsync<FridgeException>(OpenAsync(sshd.Address(choice) with { Host = "no-such-host.invalid" }));

        failure.Message.ShouldContain("The name no-such-host.invalid of node");
    }

    [Fact]
    public async Task Exec_ConnectionLost_FailsOnceAndTheNextOperationConnectsAnew()
    {
        var session = await OpenAsync();
        await using var process = await session.Transport.StartAsync(new RemoteCommand("sleep", "60"), Cancelled);

        await sshd.SignalConnectionsAsync("KILL");

        (await Should.ThrowAsync<FridgeException>(process.WaitForExitAsync(Cancelled))).Message.ShouldContain("was lost");
        (await session.ExecAsync(new RemoteCommand("echo", "again"), Cancelled)).StandardOutput.ShouldBe("again\n");
    }

    protected Task<NodeSession> OpenAsync(NodeAddress? address = null, FakePrompts? prompts = null, TimeProvider? time = null)
    {
        var sessions = new NodeSessions([address ?? sshd.Address(choice)], FakePrompts.Options(sshd.Folder, prompts, time));
        opened.Add(sessions);
        return sessions.OpenAsync("local", Cancelled);
    }

    /// <summary>Ends at a dot alone.</summary>
    private static async Task ServeOneEchoAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancelled);
        var stream = client.GetStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, Cancelled) is var count && !(count == 1 && buffer[0] == '.'))
            await stream.WriteAsync(buffer.AsMemory(0, count), Cancelled);
    }
}
