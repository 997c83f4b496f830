using Fridge.Nodes.Locks;
using Fridge.Nodes.Sources;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Files;
using Fridge.Tooling.Processes;
using Fridge.Virtual;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Virtual;

public sealed class VirtualLauncherTests : IDisposable
{
    private const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2bQwW8rPqLwqKf4xkqV0m8R0bZ9bq0m8R0bZ9bq0m8";

    private readonly string folder = Directory.CreateTempSubdirectory("fridge-launcher-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly ReportRecorder report = new();
    private readonly VirtualPlan plan;
    private TakeLock takeLock = VirtualClusters.NoLock;

    public VirtualLauncherTests()
    {
        var name = "t" + Guid.NewGuid().ToString("N")[..8];
        plan = VirtualPlan.From(VirtualClusters.Of(name, "172.30.7.0/24", "pico-0", "pico-1"), VirtualClusters.Host, VirtualClusters.Settings);
        Directory.CreateDirectory(Paths.StateOf(name), OwnersAlone.Folder);
        var key = Path.Combine(Paths.StateOf(name), "id_ed25519");
        File.WriteAllText(key, "private");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(Paths.StateOf(name), "id_ed25519.pub"), "ssh-ed25519 KEY ada\n");
    }

    private FridgePaths Paths => new(folder, Path.Combine(folder, "state"), Path.Combine(folder, "cache"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Up_AllIsUp_IsOneQueryAndOneExecAPi()
    {
        var processes = new ScriptedProcesses(Answer(Observed("running")));

        var fridge = await UpAsync(processes);

        fridge.Changed.ShouldBeFalse();
        fridge.Pis.Select(pi => pi.HostKey).ShouldAllBe(key => key == HostKey);
        processes.Commands.Count.ShouldBe(3);
        processes.Commands.Skip(1).ShouldAllBe(command => command.StartsWith("docker exec fridge-") && command.EndsWith("sh ssh-ed25519 KEY ada"));
        File.ReadAllLines(Path.Combine(Paths.StateOf(plan.Cluster), "known_hosts")).ShouldBe([$"pico-0,172.30.7.11 {HostKey}", $"pico-1,172.30.7.12 {HostKey}"]);
        report.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Up_NothingIsThere_MakesNetworkAndPisWithTheirFiles()
    {
        var processes = new ScriptedProcesses(Answer(""));

        (await UpAsync(processes)).Changed.ShouldBeTrue();

        var effects = processes.Commands.Where(command => !command.Contains(" ls ") && !command.Contains("inspect") && !command.Contains(" exec ")).ToArray();
        effects[0].ShouldBe("docker " + string.Join(' ', plan.NetworkArguments));
        effects.Count(command => command.StartsWith("docker create ", StringComparison.Ordinal)).ShouldBe(2);
        effects.ShouldContain(command => command.StartsWith($"docker cp - {plan.Pis[0].Container}:/ << ") && command.Contains("architecture=armhf"));
        effects.Count(command => command.StartsWith("docker container start ", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Up_AfterAReboot_StartsWhatIsStopped()
    {
        var processes = new ScriptedProcesses(Answer(Observed("exited")));

        await UpAsync(processes);

        processes.Commands.Count(command => command.StartsWith("docker container start ", StringComparison.Ordinal)).ShouldBe(2);
        processes.Commands.ShouldNotContain(command => command.StartsWith("docker create "));
        report.Lines.ShouldContain("virtual Pi pico-0: start (exited)");
    }

    [Fact]
    public async Task Up_APiThatDoesNotStartAgain_IsMadeAnewOnItsDisk()
    {
        var answer = Answer(Observed("exited"));
        var refused = false;
        var processes = new ScriptedProcesses(line =>
        {
            if (refused || line != $"docker container start {plan.Pis[0].Container}")
                return answer(line);
            refused = true;
            return Out("", 1, "network 0123 not found");
        });

        await UpAsync(processes);

        processes.Commands.ShouldContain($"docker container rm --force {plan.Pis[0].Container}");
        processes.Commands.ShouldNotContain(command => command.Contains("volume rm"));
        report.Lines.ShouldContain(line => line.Contains("network 0123 not found"));
    }

    [Fact]
    public async Task Up_SomebodyChangesTheCluster_IsRefusedBeforeAnyEffect()
    {
        var processes = new ScriptedProcesses(Answer($"fridge-x\trunning\tx\tspec\t{VirtualClusters.Owner.File}\n" + Observed("running")));
        var let = new LetGo();
        takeLock = (_, node, _) => node == "pico-1" ? throw new LockBusyException(plan.Cluster, "ann@laptop for Deploy") : Task.FromResult<ILockHandle?>(let);

        (await Should.ThrowAsync<LockBusyException>(() => UpAsync(processes))).Message.ShouldContain("ann@laptop for Deploy");

        processes.Commands.ShouldAllBe(command => command.Contains(" ls "));
        let.IsLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Up_ChangesPis_WithTheLockOfAllThatRun()
    {
        var processes = new ScriptedProcesses(Answer($"fridge-x\trunning\tx\tspec\t{VirtualClusters.Owner.File}\n"));
        var let = new LetGo();
        List<string> asked = [];
        takeLock = (_, node, _) =>
        {
            asked.Add($"{node} before {processes.Commands.Count} commands");
            return Task.FromResult<ILockHandle?>(let);
        };

        await UpAsync(processes);

        asked.ShouldBe(["x before 2 commands"]);
        processes.Commands.ShouldContain("docker container rm --force fridge-x");
        let.IsLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Up_AllIsAsPlanned_AsksForNoLock()
    {
        takeLock = (_, _, _) => throw new InvalidOperationException("asked");

        (await UpAsync(new ScriptedProcesses(Answer(Observed("running"))))).Changed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("clusters/other.yaml", false, true)]
    [InlineData("clusters/other.yaml", true, false)]
    [InlineData("clusters/test.yaml", false, false)]
    [InlineData("", false, false)]
    public async Task Up_APiOfAnotherFile_IsOnlyRemovedWhenAdopted(string file, bool adopts, bool refused)
    {
        var processes = new ScriptedProcesses(Answer($"fridge-x\trunning\tx\tspec\t{file}\n"));
        var asked = plan with { Settings = plan.Settings with { Owner = new VirtualOwner("clusters/test.yaml", adopts) } };

        var up = Launcher(processes).UpAsync(asked, VirtualClusters.Host, takeLock, report, TestContext.Current.CancellationToken);

        if (refused)
        {
            (await Should.ThrowAsync<FridgeException>(up)).Message.ShouldBe(
                $"clusters/other.yaml has the name {plan.Cluster} too, and other nodes: clusters/test.yaml would replace or remove its virtual Pis x. Nothing was changed.");
        }
        else
        {
            await up;
        }

        processes.Commands.Any(command => command.Contains(" rm ")).ShouldBe(!refused);
    }

    [Fact]
    public async Task Up_NoImage_IsRefusedBeforeAnyEffect()
    {
        var answer = Answer("");
        var processes = new ScriptedProcesses(line => line.StartsWith("docker image inspect", StringComparison.Ordinal) ? Out("", 1, "No such image") : answer(line));

        (await Should.ThrowAsync<FridgeException>(() => UpAsync(processes))).WrongUse.ShouldBeTrue();

        processes.Commands.ShouldNotContain(command => command.Contains("create"));
    }

    [Fact]
    public async Task Up_APiEndsWhileItBoots_ShowsItsStateAndLastLines()
    {
        var answer = Answer(Observed("running"));
        var processes = new ScriptedProcesses(line =>
            line.StartsWith("docker exec", StringComparison.Ordinal) ? Out("", 1, "container is not running")
            : line.Contains("container inspect --format {{.State.Status}} ") ? Out("exited\n")
            : line.Contains("container inspect") ? Out("exited, exit code 137, out of memory\n")
            : line.Contains("container logs") ? Out("mount: no such device\n") : answer(line));

        var failure = await Should.ThrowAsync<FridgeException>(() => UpAsync(processes));

        failure.Message.ShouldEndWith("doesn't answer: ended while it booted.");
        failure.Evidence[0].ShouldEndWith(": exited, exit code 137, out of memory");
        failure.Evidence[1].ShouldBe("mount: no such device");
    }

    [Fact]
    public async Task Up_AnEngineThatDoesNotCome_SaysWhatItWaitedFor()
    {
        var answer = Answer(Observed("running"));
        var processes = new ScriptedProcesses(line => line.Contains("journalctl") ? Out("dockerd: no space left\n") : line.StartsWith("docker exec", StringComparison.Ordinal) ? Out("dockerd\n", 75) : answer(line));

        var failure = await Should.ThrowAsync<FridgeException>(() => time.PassUntilAsync(UpAsync(processes)));

        failure.Message.ShouldEndWith("doesn't answer: waited 120 s for dockerd.");
        failure.Evidence.ShouldContain("dockerd: no space left");
    }

    [Fact]
    public async Task Attach_APiIsDown_SaysHowToHealAndChangesNothing()
    {
        var processes = new ScriptedProcesses(Answer(Observed("exited")));

        var failure = await Should.ThrowAsync<FridgeException>(() => Launcher(processes).AttachAsync(plan, VirtualClusters.Host, report, TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("pico-0 exited, pico-1 exited");
        failure.NextStep.ShouldBe("Type: ./build.sh Start");
        processes.Commands.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Up_NoEngine_IsWrongUse() =>
        (await Should.ThrowAsync<FridgeException>(() => Launcher(new ScriptedProcesses(_ => null)).UpAsync(plan, VirtualClusters.Host with { Engine = null }, VirtualClusters.NoLock, report, TestContext.Current.CancellationToken)))
            .WrongUse.ShouldBeTrue();

    private VirtualLauncher Launcher(ScriptedProcesses processes) => new(processes, Paths, time, new OpenDoor());

    private Task<RunningFridge> UpAsync(ScriptedProcesses processes) =>
        Launcher(processes).UpAsync(plan, VirtualClusters.Host, takeLock, report, TestContext.Current.CancellationToken);

    private string Observed(string state) =>
        string.Concat(plan.Pis.Select(pi => $"{pi.Container}\t{state}\t{pi.Node}\t{pi.SpecHash}\t{VirtualClusters.Owner.File}\n"));

    private static Func<string, ProcessResult?> Answer(string observed) => line =>
        line.StartsWith("docker container ls", StringComparison.Ordinal) ? Out(observed)
        : line.StartsWith("docker exec", StringComparison.Ordinal) ? Out($"{HostKey}\n")
        : line.StartsWith("docker network inspect", StringComparison.Ordinal) ? Out("bridge\tfedcba9876543210\tdocker0\t\t172.17.0.0/16 \n")
        : null;

    private sealed class LetGo : HeldLockDouble
    {
        public bool IsLetGo { get; private set; }

        public override ValueTask DisposeAsync()
        {
            IsLetGo = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OpenDoor : SshProbe
    {
        public override Task<bool> IsOpenAsync(string address, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
