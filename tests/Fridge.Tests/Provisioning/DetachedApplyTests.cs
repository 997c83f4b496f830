using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Testing;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>The script that runs a step, on this machine.</summary>
public sealed class DetachedApplyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-apply-").FullName;
    private readonly ReportRecorder report = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_steps_status_and_log_come_back()
    {
        await ApplyAsync("echo fridge: done\n", TimeSpan.FromMinutes(1));
        var failure = await Should.ThrowAsync<FridgeException>(() => ApplyAsync("echo no space >&2; exit 7\n", TimeSpan.FromMinutes(1)));

        report.Lines.ShouldContain("pico-1: done");
        failure.Message.ShouldBe("The step on pico-1 failed with status 7.");
        failure.Evidence.ShouldContain("no space");
    }

    /// <summary>apt-get ends with 100 on every error, which is the launcher's word for another plan.</summary>
    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(104)]
    public async Task A_payloads_status_is_never_taken_for_the_launchers(int status)
    {
        var failure = await Should.ThrowAsync<FridgeException>(
            () => ApplyAsync($"echo :status 3; echo 'E: dpkg was interrupted' >&2; exit {status}\n", TimeSpan.FromMinutes(1)));

        failure.Message.ShouldBe($"The step on pico-1 failed with status {status}.");
        failure.NextStep!.ShouldStartWith("On pico-1: sudo dpkg --configure -a; then run the same command again. The whole log: ");
        failure.Evidence.ShouldContain("E: dpkg was interrupted");
    }

    [Fact]
    public async Task A_step_that_takes_too_long_goes_on_and_is_followed_again()
    {
        var (limit, slow) = (TimeSpan.FromSeconds(1), $"tries=600; until [ -e {folder}/go ] || [ $tries = 0 ]; do tries=$((tries - 1)); sleep 0.1; done\n");

        var ours = await Should.ThrowAsync<FridgeException>(() => ApplyAsync(slow, limit));
        await SeenAsync("the step runs", () => File.Exists(Path.Combine(folder, "applying")));
        var anothers = await Should.ThrowAsync<FridgeException>(() => ApplyAsync("echo fridge: never\n", limit));
        var again = ApplyAsync(slow, TimeSpan.FromMinutes(1));
        await SeenAsync("attached", () => report.Lines.Contains("pico-1: attached to this step, which is running already"));
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "", Token);
        await again;

        ours.Message.ShouldStartWith("The step on pico-1 hasn't ended within");
        anothers.Message.ShouldStartWith("Another run's step on pico-1 hasn't ended within");
        report.Lines.ShouldNotContain("pico-1: never");
    }

    private static Task SeenAsync(string what, Func<bool> seen) =>
        Eventually.BecomesAsync(what, Eventually.Limit, _ => Task.FromResult(seen()), yes => yes, Token, TimeSpan.FromMilliseconds(50));

    private Task ApplyAsync(string script, TimeSpan limit) =>
        new DetachedApply(new LocalNode(), report) { Folder = folder, Limit = limit }
            .ApplyAsync(null!, [new ShellChange("test", "pico-1", "a step", "", script)], new HeldLockDouble(), Token);
}
