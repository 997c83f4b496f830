using Fridge.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Fridge.Virtual;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Virtual;

/// <summary>As Destroy uses them: is somebody changing the cluster?</summary>
public sealed class EngineSessionsTests
{
    [Fact]
    public async Task Lock_OfAnother_IsRefusedWithTheHoldersName() =>
        (await Should.ThrowAsync<LockBusyException>(() => AskAsync(_ => Out("busy ann@laptop for Deploy since 2026-01-02 03:04:05 UTC\n", exitCode: 75))))
            .Message.ShouldBe("pico is being changed by ann@laptop for Deploy since 2026-01-02 03:04:05 UTC.");

    [Fact]
    public async Task Lock_ThatIsFree_IsTakenAndLetGo()
    {
        var processes = await AskAsync(_ => Out("held 0\n"));

        processes.Commands.ShouldHaveSingleItem().ShouldStartWith("docker exec fridge-pico-pico-0 sh -c ");
    }

    [Fact]
    public async Task ManagerThatIsNotThere_IsAnotherFailure() =>
        (await Should.ThrowAsync<FridgeException>(() => AskAsync(_ => Out("", exitCode: 1, error: "Error response from daemon: No such container"))))
            .ShouldNotBeOfType<LockBusyException>();

    private static async Task<ScriptedProcesses> AskAsync(Func<string, ProcessResult?> script)
    {
        var processes = new ScriptedProcesses(script);
        var locks = new ClusterLock(new EngineSessions(processes, new LocalDocker(), "pico"), TimeProvider.System, new ReportRecorder());
        await using var held = await locks.AcquireAsync("pico", "pico-0", new LockHolder("bob", "desk", "Destroy"), wait: false, TestContext.Current.CancellationToken);
        return processes;
    }
}
