using Fridge.Nodes.Locks;
using Fridge.Testing;
using Fridge.Tests.Tooling;
using Fridge.Tooling;
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
    private readonly SilentReport report = new();

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
    public async Task LetGo_IsFreeAtOnce_AndNothingIsLeft()
    {
        await (await AcquireAsync(Ann)).DisposeAsync();

        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
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

        report.Lines.ShouldAllBe(line => line.StartsWith("waiting for "));
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

        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
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

    private Task<ILockHandle> AcquireAsync(LockHolder holder, bool wait = false) =>
        new ClusterLock(node, TimeProvider.System, report) { Folder = folder, Again = TimeSpan.FromMilliseconds(50) }.AcquireAsync("pico", "pico-0", holder, wait, Token);
}
