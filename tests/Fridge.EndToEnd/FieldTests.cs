using System.Collections.Immutable;
using System.IO.Compression;
using Fridge.Engine;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>
/// What went wrong on other people's shelves, done to ours: each trial says what is right for a person. One shelf, in order; what a trial does to it
/// is undone.
/// </summary>
[Trait("Suite", "field")]
[TestMethodOrderer(typeof(ByStep))]
public sealed class FieldTests(FieldShelf shelf) : IClassFixture<FieldShelf>
{
    private const string StopSsh = "systemctl stop ssh.socket ssh 2>/dev/null || systemctl stop ssh";
    private const string StartSsh = "systemctl start ssh";
    private const string RestartEngine = "systemctl reset-failed docker; systemctl restart docker";

    /// <summary>What is refused is refused with the first facts.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A Maven folder was compiled with its tests, and without them its resources landed in the wrong place: seen at run time only.</summary>
    [Theory, Step(1)]
    [InlineData("pom.xml", "mvn package")]
    [InlineData("build.gradle.kts", "gradle build")]
    [InlineData("build.sbt", "sbt assembly")]
    public async Task Images_FolderOfABuildTool_IsRefusedWithItsCommand(string file, string command)
    {
        var folder = Directory.CreateDirectory(Path.Combine(shelf.Folder, file + "-job"));
        Write(Path.Combine(folder.FullName, file), "");
        Write(Path.Combine(folder.FullName, "src/main/java/a/Job.java"), "package a; class Job {}");
        Write(Path.Combine(folder.FullName, "src/test/java/a/JobTest.java"), "package a; import org.junit.jupiter.api.Test; class JobTest {}");

        using var images = await ImagesAsync(folder.FullName, "a.Job");

        images.ExitCode.ShouldBe(2, images.Evidence());
        images.Screen.ShouldContain(command);
    }

    /// <summary>log4j-core names java.compiler for an annotation processor that no job runs; the same jar lies in Flink's own lib.</summary>
    [Fact, Step(2)]
    public async Task Images_JobWithLog4jCore_IsBuilt()
    {
        var folder = Path.Combine(shelf.Folder, "log4j");
        await Shelf.RunAsync("cp", ["-r", Path.Combine(shelf.Clone.Folder, "workloads", "taxi"), folder]);
        await FromFlinkAsync("*/lib/log4j-core-*.jar", Path.Combine(folder, "lib"));

        using var images = await ImagesAsync(folder, "fridge.taxi.ClosestPlaceJob");

        images.ExitCode.ShouldBe(0, images.Evidence());
    }

    /// <summary>A script in front, an empty jar inside, a template by a class's name: a JVM loads it.</summary>
    [Theory, Step(3)]
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

    /// <summary>As of a proxy's password, in a file that its owner had closed to others.</summary>
    [Fact, Step(4)]
    public async Task Provision_DaemonJsonWithASecret_KeepsItsModeAndWhatIsInIt()
    {
        await using var secret = await Mishap.OnAsync(
            FieldShelf.Worker,
            """
            mkdir -p /etc/docker
            printf '%s' '{"labels":["token=planted"]}' >/etc/docker/daemon.json
            chmod 600 /etc/docker/daemon.json
            """,
            "rm -f /etc/docker/daemon.json; " + RestartEngine);

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        (await FieldShelf.OnAsync(FieldShelf.Worker, "stat -c '%a %U' /etc/docker/daemon.json; grep -c token=planted /etc/docker/daemon.json")).ShouldBe("600 root\n1");
    }

    /// <summary>As the common tutorials run a registry of one's own.</summary>
    [Theory, Step(5)]
    [InlineData(5000)]
    [InlineData(8081)]
    public async Task Deploy_APortThatItNeedsIsTaken_IsRefusedBeforeAnyEffect(int port)
    {
        await using var own = await ListeningAsync(FieldShelf.Manager, port);

        using var check = await shelf.OwnAsync("Deploy --check");
        using var deploy = await shelf.OwnAsync("Deploy");

        foreach (var run in (FridgeRun[])[check, deploy])
        {
            run.ExitCode.ShouldBe(2, run.Evidence());
            run.Screen.ShouldContain($"The port {port} of {FieldShelf.Manager}");
        }

        deploy.Events.ShouldNotContain(happened => FridgeRun.IsStartOf(happened, "Registry"), deploy.Evidence());
    }

    [Fact, Step(10)]
    public async Task Deploy_TheShelfAsAPersonsOwn_RunsTheJob()
    {
        using var deploy = await shelf.OwnAsync("Deploy");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
    }

    /// <summary>The everyday case of a shelf.</summary>
    [Fact, Step(11)]
    public async Task Facts_PisAreOutOfReach_HasTheOthersAndAReasonForEach()
    {
        await using var one = await Mishap.OnAsync(FieldShelf.Worker, StopSsh, StartSsh);
        await using var other = await Mishap.OnAsync(FieldShelf.OtherWorker, StopSsh, StartSsh);

        using var facts = await shelf.OwnAsync("Facts");
        using var provision = await shelf.OwnAsync("Provision");

        Table(facts).ShouldContain(row => row[0] == FieldShelf.Manager && row[1].Contains("Raspberry"), facts.Evidence());
        foreach (var away in (string[])[FieldShelf.Worker, FieldShelf.OtherWorker])
        {
            facts.Screen.ShouldContain(away + ": ");
            provision.Screen.ShouldContain(away);
        }

        provision.ExitCode.ShouldBe(1, provision.Evidence());
    }

    [Theory, Step(12)]
    [InlineData("/etc/fridge/facts.d/board.fact", "echo memory=1 >>/etc/fridge/facts.d/board.fact")]
    [InlineData("/usr/lib/os-release", "echo VERSION_CODENAME=trixie >>/usr/lib/os-release")]
    [InlineData("/usr/lib/os-release", "echo what is this >>/usr/lib/os-release")]
    [InlineData("/etc/fridge/facts.d/board.fact", "echo memory=lots >/etc/fridge/facts.d/board.fact")]
    public async Task Facts_AnOddOne_IsASentenceAndNoBug(string path, string script)
    {
        await using var odd = await Mishap.ToFileAsync(FieldShelf.Worker, path, script);

        using var facts = await shelf.OwnAsync("Facts");

        facts.Screen.ShouldNotContain("A bug in the build");
        facts.Screen.ShouldNotContain("Exception");
        facts.ExitCode.ShouldBe(0, facts.Evidence());
        Table(facts).Select(row => row[0]).ShouldBe([FieldShelf.Manager, FieldShelf.Worker, FieldShelf.OtherWorker], facts.Evidence());
    }

    [Theory, Step(13)]
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

    /// <summary>Cut by an editor or a tool, with a line of one's own below.</summary>
    [Theory, Step(14)]
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

    /// <summary>Of Ubuntu's installer: it reads neither /etc/docker nor the registry's certificate.</summary>
    [Fact, Step(15)]
    public async Task Provision_EngineIsASnap_IsRefused()
    {
        await using var snap = await Mishap.OnAsync(
            FieldShelf.OtherWorker,
            "mkdir -p /snap/docker/current; mv /usr/sbin/dockerd /usr/sbin/dockerd.off",
            "mv /usr/sbin/dockerd.off /usr/sbin/dockerd; rm -r /snap");

        using var provision = await shelf.OwnAsync("Provision");

        provision.ExitCode.ShouldNotBe(0);
        provision.Screen.ShouldContain("snap remove docker", Case.Sensitive, provision.Evidence());
    }

    private static Task<Mishap> SshdAsync(string node, string settings) => Mishap.OnAsync(
        node,
        $"printf '%s\\n' '{settings}' >/etc/ssh/sshd_config.d/50-mishap.conf; systemctl reload ssh",
        "rm -f /etc/ssh/sshd_config.d/50-mishap.conf; systemctl reload ssh");

    /// <summary>A person's own, on all addresses of the Pi.</summary>
    private static async Task<Mishap> ListeningAsync(string node, int port)
    {
        var own = await Mishap.ProgramAsync(node, $"systemd-socket-activate -l {port} --inetd -a /bin/cat");
        await Eventually.BecomesAsync(
            $"something listens on {port}", Eventually.Limit, _ => FieldShelf.OnAsync(node, $"ss -Hltn 'sport = :{port}'"), listens => listens.Length > 0, Cancelled);
        return own;
    }

    private Task<FridgeRun> ImagesAsync(string jar, string entryClass, string options = "")
    {
        var file = Path.Combine(shelf.Folder, "job.yaml");
        File.WriteAllLines(file, File.ReadLines(shelf.OwnFile).Select(line =>
            line.Contains("jar:", StringComparison.Ordinal) ? $"  - {{name: tried, jar: {jar}, entryClass: {entryClass}, parallelism: 1}}" : line));
        return shelf.RunAsync($"Images --job tried --cluster {file} {options}");
    }

    /// <summary>Out of Flink's archive, which an image build has downloaded.</summary>
    private async Task FromFlinkAsync(string pattern, string folder)
    {
        Directory.CreateDirectory(folder);
        var archive = Directory.EnumerateFiles(Path.Combine(shelf.Clone.Environment["XDG_CACHE_HOME"]!, "fridge", "downloads"), "flink-1.20.5-bin-*.tgz", SearchOption.AllDirectories).First();
        await Shelf.RunAsync("tar", ["-xzf", archive, "-C", folder, "--wildcards", "--transform", "s|.*/||", pattern]);
    }

    private static IEnumerable<ImmutableArray<string>> Table(FridgeRun run) =>
        run.Events.OfType<RunFinished>().Single().Tables.SelectMany(table => table.Rows);

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
