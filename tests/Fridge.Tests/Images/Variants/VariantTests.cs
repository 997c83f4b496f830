using Fridge.Images.Plan;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Variants;

/// <summary>What each variant of Flink's image takes as a command, started emulated (<c>docs/image-variants.md</c>).</summary>
[Trait("Suite", "ci")]
public sealed class VariantTests(FlinkVariants flink) : IClassFixture<FlinkVariants>, IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await flink.RemoveContainersAsync();

    [Theory]
    [InlineData(ImageVariant.Default, "jobmanager", "full")]
    [InlineData(ImageVariant.Default, "bash", "debug")]
    [InlineData(ImageVariant.Debug, "standalone-job", "full")]
    public async Task WithoutTheCommand_NamesTheVariantThatHasIt(ImageVariant variant, string command, string named)
    {
        var run = await flink.RunAsync(variant, [], command);

        run.ExitCode.ShouldBe(2);
        run.StandardError.ShouldStartWith($"{command}: ");
        run.StandardError.ShouldEndWith($"./build.sh Images --variant {named}\n");
    }

    [Theory]
    [InlineData(ImageVariant.Default)]
    [InlineData(ImageVariant.Full)]
    public async Task AnyVariant_StartsJavaByAnArgumentFile(ImageVariant variant)
    {
        var run = await flink.RunAsync(variant, [], "-XX:+UseSerialGC", "-version");

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardError.ShouldContain("OpenJDK Runtime Environment");
        run.StandardError.ShouldNotContain("JDK_JAVA_OPTIONS");
    }

    /// <summary>After the words comes an option with the address: a JVM that was told no class takes the option's value for one, and says so.</summary>
    [Theory]
    [InlineData("key=10.1.2.3", "box:10.1.2.3")]
    [InlineData("key=10.1.2.3", "elsewhere:10.1.2.4", "box:10.1.2.3", "box:fd00::3")]
    [InlineData(null, "elsewhere:10.1.2.3")]
    [InlineData(null, "box:10.1.2.3", "box:10.1.2.4")]
    public async Task AddressOption_GivesTheOneAddressOfTheHost(string? option, params string[] hosts)
    {
        string[] options = ["--hostname", "box", "--env", "FRIDGE_ADDRESS_OPTION=key", .. hosts.SelectMany(host => new[] { "--add-host", host })];
        var run = await flink.RunAsync(ImageVariant.Default, options, "-XX:+UseSerialGC");

        run.ExitCode.ShouldBe(1);
        run.StandardError.Contains("main class key=", StringComparison.Ordinal).ShouldBe(option is not null, run.StandardError);
        run.StandardError.ShouldContain(option ?? "Usage: java");
    }

    [Fact]
    public async Task Debug_LooksIntoARunningJobManager()
    {
        var container = await flink.StartAsync(
            ImageVariant.Debug, "debug", [],
            "-Xmx128m", "-XX:+UseSerialGC", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir", "/opt/flink/conf", "-D", "jobmanager.rpc.address=localhost");
        await flink.AnswersAsync(container, "the JobManager answers", "probe http 8081 /overview");

        (await flink.ShellAsync(container, "jstack $(pidof java)")).StandardOutput.ShouldContain("flink-pekko");
        (await flink.ShellAsync(container, "jcmd $(pidof java) VM.command_line")).StandardOutput.ShouldContain("StandaloneSessionClusterEntrypoint");
        (await flink.ShellAsync(container, "timeout 10 wget -qO- http://localhost:8081/config")).StandardOutput.ShouldContain("1.20");
        (await flink.ShellAsync(container, "ls -l /opt/flink/conf | awk '{ print $3 }' | tail -n 1")).StandardOutput.ShouldBe("root\n");
    }

    /// <summary>As an orchestrator mounts them: Flink has the option, and only the one file has its value.</summary>
    [Fact]
    public async Task Secrets_ReachFlinkInItsConfigurationAlone()
    {
        var secrets = MountedFolder();
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "s3.secret-key"), "s3.secret-key: planted-hunter2\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "a.password"), "a.password: \"another: hunter2\"\n", TestContext.Current.CancellationToken);
        var container = await flink.StartAsync(
            ImageVariant.Debug, "secrets", ["--tmpfs", "/run/flink", "--volume", $"{secrets.FullName}:/run/secrets/flink:ro"],
            "-Xmx128m", "-XX:+UseSerialGC", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir", "/run/flink", "-D", "jobmanager.rpc.address=localhost");
        await flink.AnswersAsync(container, "the JobManager answers", "probe http 8081 /overview");

        var shown = (await flink.ShellAsync(container, "timeout 10 wget -qO- http://localhost:8081/jobmanager/config")).StandardOutput;
        shown.ShouldContain("{\"key\":\"s3.secret-key\",\"value\":\"******\"}");
        shown.ShouldContain("{\"key\":\"a.password\",\"value\":\"******\"}");
        (await flink.ShellAsync(container, "cat /run/flink/config.yaml; ls -l /run/flink | tail -n 1; df /run/flink | tail -n 1")).StandardOutput
            .ShouldSatisfyAllConditions(
                text => text.ShouldContain("s3.secret-key: planted-hunter2\n"), text => text.ShouldContain("-rw-------"), text => text.ShouldContain("tmpfs"));
        string[] elsewhere =
        [
            shown,
            (await flink.ShellAsync(container, "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\\0' '\\n'")).StandardOutput,
            (await flink.ShellAsync(container, "timeout 10 wget -qO- http://localhost:8081/jobmanager/environment")).StandardOutput,
            (await flink.DockerAsync("logs", container)).ToString(), (await flink.DockerAsync("inspect", container)).StandardOutput,
        ];
        elsewhere.ShouldAllBe(text => !text.Contains("hunter2"));
        secrets.Delete(recursive: true);
    }

    /// <summary>Anybody may enter it, as a folder that an engine makes for mounts.</summary>
    private static DirectoryInfo MountedFolder()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-secrets-");
        File.SetUnixFileMode(folder.FullName, folder.UnixFileMode | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    [Fact]
    public async Task SecretsThatCannotBePutTogether_EndTheStart()
    {
        var secrets = MountedFolder();
        var run = await flink.RunAsync(ImageVariant.Default, ["--volume", $"{secrets.FullName}:/run/secrets/flink:ro"], "-version");

        run.ExitCode.ShouldBe(1);
        run.StandardError.ShouldStartWith("start: Flink's secrets in /run/secrets/flink can't be put together");
        secrets.Delete(recursive: true);
    }

    /// <summary>A link to a program that busybox doesn't have is one that says so when it is called.</summary>
    [Theory]
    [InlineData(ImageVariant.Debug)]
    [InlineData(ImageVariant.Full)]
    public async Task Shell_HasEveryProgramThatItLinks(ImageVariant variant)
    {
        var run = await flink.RunAsync(
            variant, [], "sh", "-c",
            """
            busybox --list > /tmp/have
            for link in /usr/bin/*; do
              if [ "$(readlink "$link")" = busybox ]; then
                grep -qxF -e "${link##*/}" /tmp/have || echo "${link##*/}"
              fi
            done
            echo checked
            """);

        run.StandardOutput.ShouldBe("checked\n");
    }

    [Fact]
    public async Task Full_TakesTheSettingsOfItsEnvironment()
    {
        string[] environment =
        [
            "--hostname", "box", "--add-host", "box:127.0.0.1",
            "--env", "ENABLE_BUILT_IN_PLUGINS=flink-sql-client-1.20.5.jar", "--env", "TASK_MANAGER_NUMBER_OF_TASK_SLOTS=3",
            "--env", "FLINK_PROPERTIES=rest.port: 8082\n  # said by nobody\nenv.java.opts.jobmanager: -Da=$FLINK_HOME  -Db=2\nblob.server.port: 7000",
        ];
        var run = await flink.RunAsync(ImageVariant.Full, environment, "bash", "-c", "cat conf/config.yaml; readlink plugins/flink-sql-client-1.20.5/*");

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldContain("address: box");
        run.StandardOutput.ShouldContain("port: '8082'");
        run.StandardOutput.ShouldContain("port: '7000'");
        run.StandardOutput.ShouldContain("numberOfTaskSlots: '3'");
        run.StandardOutput.ShouldContain("jobmanager: -Da=/opt/flink  -Db=2");
        run.StandardOutput.ShouldContain("bind-host: 0.0.0.0");
        run.StandardOutput.ShouldNotContain("bind-host: localhost");
        run.StandardOutput.ShouldEndWith("/opt/flink/opt/flink-sql-client-1.20.5.jar\n");
    }

    [Fact]
    public async Task Full_PluginThatIsNotThere_IsRefusedByName()
    {
        var run = await flink.RunAsync(ImageVariant.Full, ["--env", "ENABLE_BUILT_IN_PLUGINS=flink-s3.jar"], "jobmanager");

        run.ExitCode.ShouldBe(1);
        run.StandardError.ShouldContain("there is no flink-s3.jar in /opt/flink/opt, which has: flink-sql-client-1.20.5.jar");
    }

    /// <summary>A JobManager alone: the job is there and waits for TaskManagers.</summary>
    [Fact]
    public async Task Full_StandaloneJob_RunsTheJobOfItsImage()
    {
        var container = await flink.StartJobAsync(
            ImageVariant.Full, "job", ["--env", "FLINK_PROPERTIES=jobmanager.memory.process.size: 700m"],
            "standalone-job", "--job-classname", "fridge.taxi.ClosestPlaceJob", "--job-id", new string('a', 32));

        await flink.AnswersAsync(container, "the job is there", $"wget -qO- http://localhost:8081/jobs | grep {new string('a', 32)}");
    }

    [Fact]
    public async Task Full_HistoryServer_Answers()
    {
        var container = await flink.StartAsync(
            ImageVariant.Full, "history",
            ["--env", "FLINK_PROPERTIES=historyserver.archive.fs.dir: file:///tmp/archive\nhistoryserver.web.tmpdir: /tmp/web"],
            "history-server");

        await flink.AnswersAsync(container, "the history server answers", "wget -qO- http://localhost:8082/jobs/overview | grep '\"jobs\"'");
    }

    /// <summary>The JobManager as people's manifests for Kubernetes start it, the TaskManager as the official image's documentation does.</summary>
    [Fact]
    public async Task Full_OtherPeoplesManifests_MakeACluster()
    {
        var jobManager = await flink.StartAsync(
            ImageVariant.Full, "jobmanager", ["--entrypoint", "/bin/bash"],
            "-c", "/opt/flink/bin/jobmanager.sh start-foreground -D jobmanager.rpc.address=jobmanager");
        await flink.StartAsync(
            ImageVariant.Full, "taskmanager",
            ["--env", "FLINK_PROPERTIES=jobmanager.rpc.address: jobmanager\ntaskmanager.memory.process.size: 1g\ntaskmanager.numberOfTaskSlots: 2"],
            "taskmanager");

        await flink.AnswersAsync(
            jobManager, "the JobManager sees its TaskManager", "wget -qO- http://localhost:8081/overview | grep '\"taskmanagers\":1,\"slots-total\":2'");
    }
}
