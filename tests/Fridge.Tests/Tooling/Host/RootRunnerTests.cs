using Fridge.Tests.Support;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Host;

public sealed class RootRunnerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>sudo has forgotten the password long before a slow apt ends.</summary>
    [Fact]
    public async Task LongCommand_KeepsSudoUnlocked()
    {
        var (processes, time) = (new SlowApt(refreshes: 3), new FakeTimeProvider());

        var installing = new RootRunner(processes, HostRoot.SudoWithPassword, time, new ReportRecorder())
            .RunAsync(TimeSpan.FromMinutes(30), Cancelled, "apt-get", "install", "docker.io");

        (await time.PassUntilAsync(installing, TimeSpan.FromMinutes(1))).ExitCode.ShouldBe(0);
        processes.Refreshed.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Root_HasNothingToUnlock()
    {
        var processes = new ScriptedProcesses(_ => null);

        await new RootRunner(processes, HostRoot.Root, new FakeTimeProvider(), new ReportRecorder()).RunAsync(TimeSpan.FromMinutes(1), Cancelled, "true");

        processes.Commands.ShouldBe(["true"]);
    }

    /// <summary>apt, which ends when sudo was refreshed so often.</summary>
    private sealed class SlowApt(int refreshes) : IProcessRunner
    {
        private readonly TaskCompletionSource<ProcessResult> apt = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Refreshed { get; private set; }

        public Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            TryRunAsync(command, onLine, cancellationToken);

        public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
        {
            if (command.Arguments is not ["-n", "-v"])
                return apt.Task;
            if (++Refreshed == refreshes)
                apt.SetResult(new ProcessResult(0, "", ""));
            return Task.FromResult(new ProcessResult(0, "", ""));
        }
    }
}
