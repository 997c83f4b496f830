using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes.Locks;

public sealed class ClusterLockTests : IDisposable
{
    private static readonly LockHolder Ann = new("ann", "laptop", "Deploy");
    private static readonly LockHolder Bob = new("bob", "desk", "Stop");

    private readonly string folder = Directory.CreateTempSubdirectory("fridge-lock-").FullName;
    private readonly LocalNode node = new();
    private readonly ReportRecorder report = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Second_IsToldWhoHoldsItSinceWhenAndForWhat()
    {
        await using var held = await AcquireAsync(Ann);

        var refused = await Should.ThrowAsync<LockBusyException>(() => AcquireAsync(Bob));

        refused.Message.ShouldMatch(@"^pico is being changed by ann@laptop for Deploy since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$");
        refused.WrongUse.ShouldBeFalse();
    }

    [Fact]
    public async Task TwoAtOnce_TheLoserIsToldTheWinnersName()
    {
        for (var round = 0; round < 20; round++)
        {
            var both = new[] { AcquireAsync(Ann), AcquireAsync(Bob) };
            await Task.WhenAll(both).ContinueWith(_ => { }, TaskScheduler.Default);

            await using var held = await both.Single(one => one.IsCompletedSuccessfully);
            var refused = both.Single(one => one.IsFaulted).Exception!.InnerException.ShouldBeOfType<LockBusyException>();
            refused.Holder.ShouldStartWith(both[0].IsFaulted ? "bob@desk" : "ann@laptop");
        }
    }

    [Fact]
    public async Task LetGo_IsFreeAtOnce_AndNoNameIsLeft()
    {
        await (await AcquireAsync(Ann)).DisposeAsync();

        (await File.ReadAllTextAsync(LockFile, Token)).ShouldBeEmpty();
        await using var held = await AcquireAsync(Bob);
        await held.EnsureHeldAsync(Token);
    }

    [Fact]
    public async Task Waiting_TakesItWhenItIsLetGo()
    {
        var held = await AcquireAsync(Ann);
        var waiting = AcquireAsync(Bob, wait: true);
        await held.DisposeAsync();

        await using var mine = await waiting.WaitAsync(Eventually.Limit, Token);

        report.Log.ShouldAllBe(line => line.StartsWith("waiting for "));
    }

    [Fact]
    public async Task ProcessOnTheManagerGone_IsNoticedBeforeTheNextChange()
    {
        await using var held = await AcquireAsync(Ann);
        node.Started[0].Kill(entireProcessTree: true);

        (await Should.ThrowAsync<LockLostException>(() => held.EnsureHeldAsync(Token))).Message
            .ShouldStartWith("The lock on pico-0 was lost:");
        held.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task ClientGone_LeavesNeitherLockNorProcess()
    {
        await AcquireAsync(Ann);
        node.Started[0].StandardInput.BaseStream.Dispose();

        await node.Started[0].WaitForExitAsync(Token).WaitAsync(Eventually.Limit, Token);

        (await File.ReadAllTextAsync(LockFile, Token)).ShouldBeEmpty();
        await using var held = await AcquireAsync(Bob);
    }

    [Fact]
    public async Task NodeThatDoesNotAnswer_IsSaid_AndNothingIsLeftThere()
    {
        var time = new FakeTimeProvider();
        await using var mute = new MuteNode();
        var waiting = new ClusterLock(mute, time, report).AcquireAsync("pico", "pico-0", Ann, wait: true, Token);

        time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Should.ThrowAsync<FridgeException>(() => waiting.WaitAsync(Eventually.Limit, Token));
        failure.Message.ShouldBe("pico-0: no answer about the lock of pico in 30 s.");
        mute.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    [Trait("Suite", "ci")]
    public async Task SilentClient_LosesItAfterItsTime()
    {
        var command = LockScript.Command(folder, Ann, TimeSpan.FromSeconds(1));
        await using var process = await node.StartAsync(command, Token);

        (await process.WaitForExitAsync(Token).WaitAsync(Eventually.Limit, Token)).ShouldBe(0);
        await using var held = await AcquireAsync(Bob);
    }

    [Fact]
    public async Task MadeAnew_FolderAndFileAreItsUsersAlone()
    {
        Directory.Delete(folder);

        await using var held = await AcquireAsync(Ann);

        File.GetUnixFileMode(folder).ShouldBe(Mode("0755"));
        File.GetUnixFileMode(LockFile).ShouldBe(Mode("0600"), "whoever can open a file can lock it");
    }

    /// <summary>Each as another user could lay it where he may write.</summary>
    [Theory]
    [InlineData("chmod 0777 \"$1\"")]
    [InlineData("chmod 0775 \"$1\"")]
    [InlineData("mv \"$1\" \"$1.real\"; ln -s \"$1.real\" \"$1\"")]
    [InlineData("ln -s \"$2\" \"$1/lock\"")]
    [InlineData("ln -s /no/such/file \"$1/lock\"")]
    [InlineData("ln \"$2\" \"$1/lock\"")]
    [InlineData("mkfifo -m 0600 \"$1/lock\"")]
    [InlineData("(umask 022; : >\"$1/lock\")")]
    [InlineData("mkdir \"$1/lock\"")]
    public async Task FolderOrFileOfSomebodyElse_IsRefusedAtOnce_AndNothingIsWritten(string trap)
    {
        var precious = Path.Combine(Path.GetTempPath(), $"fridge-precious-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(precious, "as it was", Token);
        await ShellAsync(trap, folder, precious);
        try
        {
            var refused = await Should.ThrowAsync<FridgeException>(() => AcquireAsync(Ann).WaitAsync(Eventually.Limit, Token));

            refused.Message.ShouldMatch("^pico-0: the lock can't be taken: .* is not a (folder|file) ");
            (await File.ReadAllTextAsync(precious, Token)).ShouldBe("as it was");
        }
        finally
        {
            await ShellAsync("[ ! -L \"$1\" ] || { rm \"$1\"; mv \"$1.real\" \"$1\"; }; rm -f \"$2\"", folder, precious);
        }
    }

    [Fact]
    public async Task FileReplacedWhileItIsHeld_TheHolderIsTold_AndNoTwoHoldIt()
    {
        await using var held = await AcquireAsync(Ann);
        File.Move(LockFile, LockFile + ".away");

        await using var other = await AcquireAsync(Bob);

        await Should.ThrowAsync<LockLostException>(() => held.EnsureHeldAsync(Token));
        await other.EnsureHeldAsync(Token);
    }

    [Fact]
    public async Task CancelledQuestion_ItsAnswerIsNotTakenForALaterOne()
    {
        await using var manager = new AnsweringNode();
        await using var held = await new ClusterLock(manager, TimeProvider.System, report).AcquireAsync("pico", "pico-0", Ann, wait: false, Token);
        using var impatient = new CancellationTokenSource();
        var first = held.EnsureHeldAsync(impatient.Token);
        (await manager.QuestionAsync(Token)).ShouldBe("1");
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        var second = held.EnsureHeldAsync(Token);
        await manager.SayAsync("held 1");
        (await manager.QuestionAsync(Token)).ShouldBe("2");
        await Task.Delay(200, Token);
        second.IsCompleted.ShouldBeFalse();

        manager.End();
        await Should.ThrowAsync<LockLostException>(() => second.WaitAsync(Eventually.Limit, Token));
    }

    [Fact]
    public async Task MachineThatSlept_HasLostItBeforeItAsks()
    {
        var time = new SleepyTime();
        await using var manager = new AnsweringNode();
        await using var held = await new ClusterLock(manager, time, report).AcquireAsync("pico", "pico-0", Ann, wait: false, Token);
        var onItsWay = held.ChangeAsync(token => Task.Delay(Timeout.Infinite, token), Token);
        await manager.QuestionAsync(Token);
        await manager.SayAsync("held 1");

        time.Sleep(TimeSpan.FromMinutes(5));
        time.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<LockLostException>(() => onItsWay.WaitAsync(Eventually.Limit, Token))).Message.ShouldContain("this machine slept");
        held.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task ManagerThatFallsSilent_HasItLostBeforeItLetsGo()
    {
        var time = new SleepyTime();
        await using var manager = new AnsweringNode();
        await using var held = await new ClusterLock(manager, time, report).AcquireAsync("pico", "pico-0", Ann, wait: false, Token);
        var asking = held.EnsureHeldAsync(Token);
        await manager.QuestionAsync(Token);

        time.Advance(TimeSpan.FromSeconds(55));

        (await Should.ThrowAsync<LockLostException>(() => asking.WaitAsync(Eventually.Limit, Token))).Message.ShouldContain("not answered for 55 s");
    }

    [Fact]
    public async Task LockLost_EndsTheChangeOnItsWay()
    {
        await using var held = await AcquireAsync(Ann);
        var begun = new TaskCompletionSource();
        var change = held.ChangeAsync(async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }, Token);
        await begun.Task;

        node.Started[0].Kill(entireProcessTree: true);

        await Should.ThrowAsync<LockLostException>(() => change.WaitAsync(Eventually.Limit, Token));
    }

    [Fact]
    public async Task Retaken_IsHeldAgain()
    {
        await using var held = await AcquireAsync(Ann);
        node.Started[0].Kill(entireProcessTree: true);
        await Should.ThrowAsync<LockLostException>(() => held.EnsureHeldAsync(Token));

        await held.RetakeAsync(Token);

        await held.EnsureHeldAsync(Token);
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Task_ComesBackWithStatusAndLog_AndIsCleanedUp()
    {
        await using var held = await AcquireAsync(Ann);

        var result = await held.RunAsync($"echo {"it's"}; echo err >&2; exit 7", TimeSpan.FromMinutes(1), Token);

        result.ShouldBe(new RemoteResult(7, "it's\nerr\n", ""));
        Directory.GetFileSystemEntries(Path.Combine(folder, "tasks")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Task_GoesOnWithoutItsClient_AndNobodyElseGetsTheLockUntilItsEnd()
    {
        var held = await AcquireAsync(Ann);
        var running = held.RunAsync($"cd {folder}; : >begun; while [ ! -e go ]; do sleep 0.05; done; : >done", TimeSpan.FromMinutes(1), Token);
        await Eventually.BecomesAsync(
            "the task has begun", Eventually.Limit, _ => Task.FromResult(File.Exists(Path.Combine(folder, "begun"))), begun => begun, Token, TimeSpan.FromMilliseconds(50));
        node.Started[0].Kill();
        await Should.ThrowAsync<LockLostException>(() => held.EnsureHeldAsync(Token));

        (await Should.ThrowAsync<LockBusyException>(() => AcquireAsync(Bob))).Holder.ShouldStartWith("ann@laptop");
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "", Token);

        await using var mine = await AcquireAsync(Bob, wait: true).WaitAsync(Eventually.Limit, Token);
        File.Exists(Path.Combine(folder, "done")).ShouldBeTrue();
        await running;
        await held.DisposeAsync();
    }

    private string LockFile => Path.Combine(folder, "lock");

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);

    private static async Task ShellAsync(string script, params string[] arguments) =>
        await new ProcessRunner().RunAsync(new CommandLine("sh", ["-ec", script, "sh", .. arguments]), cancellationToken: Token);

    private Task<ILockHandle> AcquireAsync(LockHolder holder, bool wait = false) =>
        new ClusterLock(node, TimeProvider.System, report) { Folder = folder, Again = TimeSpan.FromMilliseconds(50) }.AcquireAsync("pico", "pico-0", holder, wait, Token);
}
