using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Tooling.Host;

public sealed class EngineStarterTests
{
    private const string Answers = """{"ServerVersion":"26.1.5","DriverStatus":[],"CgroupVersion":"2"}""";

    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Start_AnswersAlready_StartsNothing()
    {
        var processes = new ScriptedProcesses(_ => Out(Answers));

        await StartAsync(processes, EngineStart.Systemd);

        processes.Commands.ShouldHaveSingleItem().ShouldStartWith("docker info");
    }

    [Fact]
    public async Task Start_WithSystemd_WaitsUntilItAnswers()
    {
        var asked = 0;
        var processes = new ScriptedProcesses(line => line.StartsWith("docker info", StringComparison.Ordinal) ? asked++ < 3 ? Out("", 1) : Out(Answers) : null);

        await StartAsync(processes, EngineStart.Systemd);

        asked.ShouldBe(4);
        processes.Commands.ShouldContain("systemctl enable --now docker");
    }

    [Fact]
    public async Task Start_AnswersRootOnly_IsStarted()
    {
        var processes = new ScriptedProcesses(_ => Out("", 1, "permission denied while trying to connect"));

        await StartAsync(processes, EngineStart.Systemd);

        processes.Commands.ShouldHaveSingleItem().ShouldStartWith("docker info");
    }

    [Fact]
    public async Task Start_WithoutInitSystem_RunsDockerdApartFromThisProgram()
    {
        var processes = new ScriptedProcesses(line => line.StartsWith("docker info", StringComparison.Ordinal) ? Out("", 1) : null);

        await Should.ThrowAsync<FridgeException>(() => StartAsync(processes, EngineStart.Dockerd));

        processes.Commands.ShouldContain("setsid --fork sh -c exec dockerd >>/var/log/fridge-dockerd.log 2>&1 </dev/null");
    }

    [Fact]
    public async Task Start_NeverAnswers_ShowsTheEndOfItsLog()
    {
        var processes = new ScriptedProcesses(line => line.StartsWith("docker info", StringComparison.Ordinal) ? Out("", 1) : line.StartsWith("journalctl", StringComparison.Ordinal) ? Out("failed to start daemon: no space\n") : null);

        var failure = await Should.ThrowAsync<FridgeException>(() => StartAsync(processes, EngineStart.Systemd));

        failure.Message.ShouldBe("The engine was started and doesn't answer within 60 s.");
        failure.Evidence.ShouldBe(["failed to start daemon: no space"]);
    }

    private Task StartAsync(ScriptedProcesses processes, EngineStart how) => time.PassUntilAsync(
        new EngineStarter(processes, new RootRunner(processes, HostRoot.Root, time, new ReportRecorder()), time).StartAsync(how, TestContext.Current.CancellationToken));
}
