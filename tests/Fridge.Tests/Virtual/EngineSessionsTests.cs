using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

/// <summary>Two people at one machine, who take the cluster's lock through its engine.</summary>
public sealed class EngineSessionsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-engine-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Lock_OfAnother_IsRefusedWithTheHoldersName_UntilItIsLetGo()
    {
        await using (var held = await TakeAsync("ann"))
        {
            await held.EnsureHeldAsync(Token);

            (await Should.ThrowAsync<LockBusyException>(() => TakeAsync("bob"))).Holder.ShouldStartWith("ann@desk");

            await held.EnsureHeldAsync(Token);
        }

        await using var mine = await TakeAsync("bob");
        await mine.EnsureHeldAsync(Token);
    }

    [Fact]
    public async Task ManagerThatIsNotThere_IsAnotherFailure() =>
        (await Should.ThrowAsync<FridgeException>(() => TakeAsync("ann", "false")))
            .ShouldNotBeOfType<LockBusyException>();

    [Fact]
    public async Task Command_IsRunToItsEnd()
    {
        await using var sessions = new EngineSessions(new ThisMachine(), new LocalDocker(), "pico");

        var result = await (await sessions.OpenAsync("pico-0", Token)).TryExecAsync(new RemoteCommand("sh", "-c", "echo out; echo err >&2; exit 3"), Token);

        (result.ExitStatus, result.StandardOutput, result.StandardError).ShouldBe((3, "out\n", "err\n"));
    }

    private async Task<ILockHandle> TakeAsync(string who, params string[] instead) =>
        await new ClusterLock(new EngineSessions(new ThisMachine(instead), new LocalDocker(), "pico"), TimeProvider.System, new ReportRecorder()) { Folder = Path.Combine(folder, "run") }
            .AcquireAsync("pico", "pico-0", new LockHolder(who, "desk", "Deploy"), wait: false, Token);

    /// <summary>A double of an engine: what is to be run in a container runs here.</summary>
    private sealed class ThisMachine(params string[] instead) : IProcessRunner
    {
        private readonly ProcessRunner processes = new();

        public Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            processes.RunAsync(Here(command), onLine, cancellationToken);

        public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            processes.TryRunAsync(Here(command), onLine, cancellationToken);

        private CommandLine Here(CommandLine command)
        {
            command.Arguments.Take(3).ShouldBe(["exec", "--interactive", "fridge-pico-pico-0"]);
            var inside = instead.Length > 0 ? instead : [.. command.Arguments.Skip(3)];
            return command with { Program = inside[0], Arguments = [.. inside.Skip(1)] };
        }
    }
}
