using System.Diagnostics;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes.Locks;

/// <summary>The lock as a run has it: over a real sshd, behind a sudo.</summary>
[Trait("Suite", "ci")]
public sealed class LockOverSshTests(LocalSshd sshd) : IClassFixture<LocalSshd>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The end of its input has to arrive, or the lock's process is waited for in vain; without a password nothing else was ever written there.</summary>
    [Theory]
    [InlineData(SshTransport.SshNet, true)]
    [InlineData(SshTransport.SshNet, false)]
    [InlineData(SshTransport.OpenSsh, true)]
    [InlineData(SshTransport.OpenSsh, false)]
    public async Task LetGo_TakesNoTime_AndIsFreeForTheNext(SshTransport transport, bool password)
    {
        if (password)
            StandIn.PasswordSudo(sshd.Bin, "correct horse");
        else
            StandIn.FreeSudo(sshd.Bin);
        await using var sessions = new NodeSessions([sshd.Address(transport)], FakePrompts.Options(sshd.Folder, new FakePrompts("correct horse")));
        var held = await TakeAsync(sessions);

        var began = Stopwatch.GetTimestamp();
        await held.DisposeAsync();

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(AtOnce);
        var next = await TakeAsync(sessions);
        await next.EnsureHeldAsync(Token);
        await next.DisposeAsync();
    }

    private Task<ILockHandle> TakeAsync(INodeSessions sessions) =>
        new ClusterLock(sessions, TimeProvider.System, new ReportRecorder()) { Folder = Path.Combine(sshd.Folder, "run") }
            .AcquireAsync("pico", "local", new LockHolder("ann", "laptop", "Deploy"), wait: false, Token);
}
