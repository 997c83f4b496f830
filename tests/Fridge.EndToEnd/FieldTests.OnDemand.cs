using System.IO.Compression;
using Fridge.Engine;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>The trials that take their time: with images, with a job that runs, with what hangs.</summary>
public sealed partial class FieldTests
{
    /// <summary>Cut by an editor or a tool, with a line of one's own below.</summary>
    [Theory, Step(13), Trait("Suite", "field")]
    [InlineData("sed -i '/^# END fridge/d' /etc/hosts; echo 192.168.1.5 nas >>/etc/hosts")]
    [InlineData("sed -i '/^# BEGIN fridge/d' /etc/hosts; echo 192.168.1.5 nas >>/etc/hosts")]
    [InlineData("sed -i '/fridge/d' /etc/hosts; echo 192.168.1.5 nas >>/etc/hosts")]
    public async Task Provision_TheEndOfItsLinesInHostsIsLost_AnOwnLineStays(string script)
    {
        await using var cut = await Mishap.OnAsync(FieldShelf.Worker, script, "grep -v ' nas$' /etc/hosts >/run/hosts; cat /run/hosts >/etc/hosts");

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        (await FieldShelf.OnAsync(FieldShelf.Worker, "grep -q ' registry.fridge$' /etc/hosts; grep -c '^192.168.1.5 nas$' /etc/hosts")).ShouldBe("1");
    }

    /// <summary>As a Pi's own upgrades after its start; the lock of the lists is none that apt waits for.</summary>
    [Theory, Step(14), Trait("Suite", "field")]
    [InlineData("/var/lib/apt/lists/lock")]
    [InlineData("/var/lib/dpkg/lock-frontend")]
    public async Task Provision_AnotherProgramUsesApt_WaitsForIt(string path)
    {
        await using var missing = await WithoutIptablesAsync(FieldShelf.OtherWorker);
        await using var other = await Mishap.ProgramAsync(
            FieldShelf.OtherWorker,
            $$"""perl -MFcntl -e 'open(F, ">>", "{{path}}") or die; $lock = pack("s s l! l! i x!8", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $lock) or die; sleep 600'""");
        await Eventually.BecomesAsync(
            "apt finds its lock taken", Eventually.Limit,
            _ => FieldShelf.OnAsync(FieldShelf.OtherWorker, "{ apt-get -q update; apt-get -qq -o DPkg::Lock::Timeout=0 install iptables; } 2>&1 || :"),
            said => said.Contains("Could not get lock " + path, StringComparison.Ordinal), Cancelled);

        using var provision = shelf.Start("Provision");
        await provision.SaysAsync("lock", Eventually.Limit);
        await other.DisposeAsync();
        await missing.DisposeAsync();
        await provision.WaitAsync(Patience);

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        provision.Screen.ShouldNotContain("Another run");
    }

    /// <summary>Wi-Fi and cable: what a node sends from is its kernel's choice.</summary>
    [Fact, Step(15), Trait("Suite", "field")]
    public async Task Provision_ANodeSendsFromASecondAddress_IsLetIn()
    {
        const string Second = FieldShelf.Subnet + ".201";
        var route = $"ip route change {FieldShelf.Addresses} dev eth0 proto kernel scope link src";
        var reach = $"timeout 5 bash -c '</dev/tcp/{FieldShelf.Address(FieldShelf.Manager)}/2377' 2>&1 && echo reached || :";
        await using var second = await Mishap.OnAsync(
            FieldShelf.Worker,
            $"ip address add {Second}/24 dev eth0 && {route} {Second}",
            $"{route} {FieldShelf.Address(FieldShelf.Worker)}; ip address del {Second}/24 dev eth0; {RestartEngine}");
        (await FieldShelf.OnAsync(FieldShelf.Worker, reach)).ShouldNotContain("reached");

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        (await FieldShelf.OnAsync(FieldShelf.Worker, reach)).ShouldBe("reached");
        await FieldShelf.OnAsync(FieldShelf.Worker, RestartEngine);
        await BecomeAsync("Ready", FieldShelf.Nodes);
    }

    /// <summary>Another router, another lease: a swarm goes on looking for its manager where it was.</summary>
    [Fact, Step(16), Trait("Suite", "field")]
    public async Task Provision_TheManagersAddressMoved_IsToldWithTheWayOut()
    {
        const string Elsewhere = FieldShelf.Subnet + ".50";
        var file = shelf.Variant("moved", own => own.Replace(FieldShelf.Address(FieldShelf.Manager), Elsewhere));
        await using var moved = await Mishap.HappensAsync(() => MoveAsync(Elsewhere), () => MoveAsync(FieldShelf.Address(FieldShelf.Manager)));

        using var provision = await shelf.OverAsync(file, "Provision");

        provision.ExitCode.ShouldNotBe(0);
        provision.Screen.ShouldContain(
            $"advertises {FieldShelf.Address(FieldShelf.Manager)}, an address that {FieldShelf.Manager} no longer has (it has {Elsewhere})", Case.Sensitive, provision.Evidence());
        provision.Screen.ShouldContain("docker swarm leave --force");
        provision.Elapsed.ShouldBeLessThan(AtOnce, provision.Evidence());
    }

    /// <summary>log4j-core names java.compiler for an annotation processor that no job runs; the same jar lies in Flink's own lib.</summary>
    [Fact, Step(17), Trait("Suite", "field")]
    public async Task Images_JobWithLog4jCore_IsBuilt()
    {
        var folder = Path.Combine(shelf.Folder, "log4j");
        await Shelf.RunAsync("cp", ["-r", Path.Combine(shelf.Clone.Folder, "workloads", "taxi"), folder]);
        await FromFlinkAsync("*/lib/log4j-core-*.jar", Path.Combine(folder, "lib"));

        using var images = await ImagesAsync(folder, "fridge.taxi.ClosestPlaceJob");

        images.ExitCode.ShouldBe(0, images.Evidence());
    }

    /// <summary>A script in front, an empty jar inside, a template by a class's name: a JVM loads it.</summary>
    [Theory, Step(18), Trait("Suite", "field")]
    [InlineData("")]
    [InlineData("--no-rewrite")]
    public async Task Images_OddJarThatAJvmLoads_IsBuilt(string option)
    {
        var folder = Path.Combine(shelf.Folder, "odd" + option);
        await FromFlinkAsync("*/lib/flink-cep-*.jar", folder);
        var jar = Directory.EnumerateFiles(folder).Single();
        using (var archive = ZipFile.Open(jar, ZipArchiveMode.Update))
        {
            archive.CreateEntry("testdata/empty.jar", CompressionLevel.NoCompression);
            await using var template = new StreamWriter(archive.CreateEntry("templates/Foo.class").Open());
            await template.WriteAsync("public class ${name} {}\n");
        }

        var content = await File.ReadAllBytesAsync(jar, Cancelled);
        await File.WriteAllBytesAsync(jar, [.. "#!/bin/sh\nexec java -jar \"$0\"\n"u8, .. content], Cancelled);

        using var images = await ImagesAsync(jar, "org.apache.flink.cep.CEP", option);

        images.ExitCode.ShouldBe(0, images.Evidence());
    }

    /// <summary>Over the radio that all nodes share. A pull has its time as long as it moves: limits.pull is over before the first is whole.</summary>
    [Fact, Step(19), Trait("Suite", "field")]
    public async Task Deploy_OverASlowLink_PullsWithProgressAndRunsTheJob()
    {
        const string Device = $"$(ip -o -4 address show to {FieldShelf.Addresses} | awk '{{ print $2; exit }}')";
        await using var slow = await Mishap.OnAsync(
            FieldShelf.Manager, $"tc qdisc add dev {Device} root tbf rate 12mbit burst 32kb latency 400ms", $"tc qdisc del dev {Device} root");
        var limit = TimeSpan.FromSeconds(90);
        var file = shelf.Variant("slow", own => own + $"limits: {{pull: {limit.TotalSeconds}s}}\n");

        using var deploy = await shelf.OverAsync(file, "Deploy");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        var pulls = deploy.Events.OfType<Progress>().Where(pull => pull.Title.Contains(": pull ", StringComparison.Ordinal)).ToLookup(pull => pull.Title.Split(':')[0]);
        foreach (var worker in (string[])[FieldShelf.Worker, FieldShelf.OtherWorker])
        {
            pulls[worker].ShouldContain(pull => pull.Total > 0 && pull.Done > 0 && pull.Done < pull.Total);
            pulls[worker].Max(pull => pull.Elapsed).ShouldBeGreaterThan(limit);
        }
    }

    [Theory, Step(20), Trait("Suite", "field")]
    [InlineData("AllowTcpForwarding no")]
    [InlineData("DisableForwarding yes")]
    [InlineData("PermitOpen 127.0.0.1:22")]
    public async Task Deploy_SshdForbidsForwarding_SaysSoAtOnce(string setting)
    {
        await using var hardened = await SshdAsync(FieldShelf.Manager, setting);

        using var deploy = await shelf.OwnAsync("Deploy");

        deploy.ExitCode.ShouldNotBe(0);
        deploy.Screen.ShouldContain(setting, Case.Sensitive, deploy.Evidence());
        deploy.Elapsed.ShouldBeLessThan(AtOnce, deploy.Evidence());
    }

    [Theory, Step(21), Trait("Suite", "field")]
    [InlineData(2)]
    [InlineData(1)]
    public Task Deploy_SshdAllowsFewSessions_IsAsEver(int sessions) => ShouldWorkWithSessionsAsync("Deploy", sessions);

    /// <summary>A card that dies slowly: what hangs answers nobody, and refuses nobody.</summary>
    [Fact, Step(22), Trait("Suite", "field")]
    public async Task FactsStatusLogs_AnEngineAndAnSshdHang_EndWithWhatTheOthersSay()
    {
        await BecomeAsync("Ready", FieldShelf.Nodes);
        await using var engine = await HangingAsync(FieldShelf.Worker, "dockerd");
        await using var sshd = await HangingAsync(FieldShelf.OtherWorker, "sshd");

        var runs = await Task.WhenAll(shelf.OwnAsync("Facts"), shelf.OwnAsync("Status"), shelf.OwnAsync("Logs"));
        using var facts = runs[0];
        using var status = runs[1];
        using var logs = runs[2];

        foreach (var run in runs)
            run.Elapsed.ShouldBeLessThan(InTime, run.Evidence());
        Table(facts).Where(row => row[1].Contains("Raspberry")).Select(row => row[0]).ShouldBe([FieldShelf.Manager, FieldShelf.Worker], facts.Evidence());
        facts.Screen.ShouldContain(FieldShelf.OtherWorker + ": ");
        status.ExitCode.ShouldBe(0, status.Evidence());
        foreach (var node in FieldShelf.Nodes)
            Table(status).ShouldContain(row => row.Contains(node), status.Evidence());
        logs.ExitCode.ShouldBe(0, logs.Evidence());
        logs.Screen.ShouldContain("jobmanager");
    }

    [Fact, Step(23), Trait("Suite", "field")]
    public async Task FactsStatusLogs_TheManagersEngineHangs_SaySoInTime()
    {
        await using var engine = await HangingAsync(FieldShelf.Manager, "dockerd");

        var runs = await Task.WhenAll(shelf.OwnAsync("Facts"), shelf.OwnAsync("Status"), shelf.OwnAsync("Logs"));

        foreach (var run in runs)
            run.Elapsed.ShouldBeLessThan(InTime, run.Evidence());
        ShouldHaveAll(runs[0]);
        foreach (var run in runs[1..])
        {
            run.ExitCode.ShouldBe(1, run.Evidence());
            run.Screen.ShouldContain($"The engine of {FieldShelf.Manager}", Case.Sensitive, run.Evidence());
        }

        foreach (var run in runs)
            run.Dispose();
    }

    /// <summary>The power came back, and boards boot one after another.</summary>
    [Fact, Step(24), Trait("Suite", "field")]
    public async Task Start_WorkersStillBoot_WaitsForThemByName()
    {
        await BecomeAsync("Ready", FieldShelf.Nodes);
        using var stop = await shelf.OwnAsync("Stop");
        stop.ExitCode.ShouldBe(0, stop.Evidence());
        string[] workers = [FieldShelf.Worker, FieldShelf.OtherWorker];
        await using var off = await Mishap.OfAllAsync(workers.Select(node => Mishap.OnAsync(node, "systemctl stop docker.socket docker", "systemctl start docker")));
        await BecomeAsync("Down", workers);

        using var start = shelf.Start("Start");
        await start.SaysAsync($"waiting for {string.Join(", ", workers)}, down", InTime);
        await off.DisposeAsync();
        await start.WaitAsync(Patience);

        start.ExitCode.ShouldBe(0, start.Evidence());
        start.Screen.ShouldContain($"waiting for {string.Join(", ", workers)}, down");
    }
}
