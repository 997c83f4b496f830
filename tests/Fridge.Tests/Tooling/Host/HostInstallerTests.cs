using System.Collections.Immutable;
using Fridge.Tests.Support;
using Fridge.Tests.Virtual;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Host;

public sealed class HostInstallerTests
{
    private static readonly ImmutableArray<HostStep> Steps =
    [
        new HostStep.AddSuite("trixie", new AptFile("/etc/apt/sources.list.d/fridge-trixie.sources", "Suites: trixie\n"), AptSuite.Pin("trixie")),
        new HostStep.WriteDaemonJson("/etc/docker/daemon.json"),
        new HostStep.InstallPackages([HostPackage.Of("docker.io/trixie"), HostPackage.Of("runc/bookworm")]),
        new HostStep.MountBinfmt(),
        new HostStep.JoinDockerGroup("ada"),
    ];

    private readonly ReportRecorder report = new();

    [Fact]
    public async Task Apply_AsRoot_TakesTheStepsInOrder()
    {
        var processes = new ScriptedProcesses(_ => null);

        await ApplyAsync(processes, HostRoot.Root);

        processes.Commands.ShouldBe(
        [
            "install -D -m 0644 /dev/stdin /etc/apt/preferences.d/fridge-trixie << Package: *\nPin: release n=trixie\nPin-Priority: 50\n",
            "install -D -m 0644 /dev/stdin /etc/apt/sources.list.d/fridge-trixie.sources << Suites: trixie\n",
            "install -D -m 0644 /dev/stdin /etc/docker/daemon.json << {\n  \"features\": {\"containerd-snapshotter\": true}\n}\n",
            "apt-get update -q -o DPkg::Lock::Timeout=300",
            "env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold docker.io/trixie runc/bookworm",
            "mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc",
            "usermod --append --groups docker ada",
        ]);
        report.Lines.ShouldBe(Steps.Select(step => step.Title));
    }

    [Fact]
    public async Task Apply_AsAUser_AsksForThePasswordOnceAndThenNeverWaitsForOne()
    {
        var processes = new ScriptedProcesses(_ => null);

        await ApplyAsync(processes, HostRoot.SudoWithPassword);

        processes.Commands.First().ShouldStartWith("sudo -v ");
        processes.Commands.Skip(1).ShouldAllBe(command => command.StartsWith("sudo -n "));
    }

    [Fact]
    public async Task Apply_PackageFails_ShowsAptsWordsAndStops()
    {
        var processes = new ScriptedProcesses(line => line.Contains("apt-get install") ? ScriptedProcesses.Out("", 100, "E: Unable to locate package runc") : null);

        var failure = await Should.ThrowAsync<ProcessFailedException>(() => ApplyAsync(processes, HostRoot.Root));

        failure.Message.ShouldContain("Unable to locate package runc");
        processes.Commands.ShouldNotContain(command => command.StartsWith("mount"));
    }

    [Fact]
    public async Task Apply_OneArchiveIsDown_GoesOnAndSaysSo()
    {
        var processes = new ScriptedProcesses(line => line.Contains("apt-get update") ? ScriptedProcesses.Out("", 100, "E: The repository 'x' is gone.\n") : null);

        await ApplyAsync(processes, HostRoot.Root);

        report.Lines.ShouldContain(line => line.StartsWith("warning: apt-get update: E: The repository 'x' is gone."));
        processes.Commands.ShouldContain(command => command.Contains("apt-get install"));
    }

    [Theory]
    [InlineData("Steps", false, false, true, "Ask")]
    [InlineData("Steps", true, false, true, "Install")]
    [InlineData("Steps", false, false, false, "Install")]
    [InlineData("Steps", false, true, true, "Refuse")]
    [InlineData("Steps", true, true, false, "Refuse")]
    [InlineData("Obstacle", true, false, true, "Refuse")]
    [InlineData("Nothing", false, true, true, "Nothing")]
    public void Consent_ForAPlan_DecidesOnce(string plan, bool yes, bool noInstall, bool terminal, string expected)
    {
        var steps = plan == "Nothing" ? [] : Steps;
        var obstacle = plan == "Obstacle" ? new HostObstacle("installing needs root", "ask") : null;

        new InstallConsent(yes, noInstall, terminal).For(new HostPlan(["an engine"], steps, [], obstacle)).ToString().ShouldBe(expected);
    }

    private Task ApplyAsync(ScriptedProcesses processes, HostRoot root) =>
        new HostInstaller(processes, TimeProvider.System).ApplyAsync(new HostPlan([], Steps, [], null), VirtualClusters.Host with { Root = root }, report, TestContext.Current.CancellationToken);
}
