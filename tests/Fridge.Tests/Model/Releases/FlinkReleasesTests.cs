using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Releases;

public class FlinkReleasesTests
{
    [Theory]
    [InlineData("1.4.2", "3:18: Flink 1.4.2 is not supported: its JobManager's memory is of the model before 1.11")]
    [InlineData("1.11.2", "3:18: Flink 1.11.2 is not supported: it reads flink-conf.yaml alone, and Fridge renders config.yaml; it does not support Java 17")]
    [InlineData("1.17.1", "3:18: Flink 1.17.1 is not supported: it reads flink-conf.yaml alone")]
    [InlineData("1.18.0", "3:18: Flink 1.18.0 is not supported: it reads flink-conf.yaml alone, and Fridge renders config.yaml; it gets no more fixes")]
    [InlineData("1.19.1", "3:18: Flink 1.19.1 is not supported: it knows checkpoint options only by the names that 1.20 deprecated")]
    [InlineData("2.9.0", "3:18: Flink 2.9.0 is not supported: the table of releases ends with 2.3")]
    [InlineData("1.20", "3:18: Flink 1.20 is not supported: a release has three numbers")]
    [InlineData("2.0-preview1", "3:18: Flink 2.0-preview1 is not supported: a release has three numbers")]
    public void Parse_ARefusedVersion_SaysWhyAndWhatToDo(string version, string expected)
    {
        var refused = Should.Throw<ClusterFileException>(() => Parse($"{{version: {version}}}")).Diagnostics.ShouldHaveSingleItem().ToString();

        refused.ShouldStartWith("f.yaml:" + expected);
        refused.ShouldEndWith("; use 1.20.5; ./build.sh Convert flink-conf.yaml translates an older configuration");
    }

    [Theory]
    [InlineData("1.20.0")]
    [InlineData("1.20.5")]
    public void Parse_TheLongTermRelease_IsFine(string version) =>
        Parse($"{{version: {version}}}").Warnings.ShouldBeEmpty();

    [Fact]
    public void Parse_APlannedVersion_IsWarnedThatNobodyHasRunIt()
    {
        var warning = Parse("{version: 2.1.3}").Warnings.ShouldHaveSingleItem().ToString();

        warning.ShouldStartWith("f.yaml:3:18: Flink 2.1.3 is planned and rendered with its own names of options; no distribution was available, so it has never been run");
    }

    [Fact]
    public void Parse_AnOptionThatTheSecondRemoved_IsRefusedThereAlone()
    {
        const string config = "config: {taskmanager.network.netty.num-arenas: 1}}";

        Parse("{" + config).Warnings.ShouldBeEmpty();
        Should.Throw<ClusterFileException>(() => Parse("{version: 2.0.1, " + config)).Message
            .ShouldContain("f.yaml:3:34: 'taskmanager.network.netty.num-arenas' in flink.config; leave it out: Flink 2.0 removed it, and 2.0.1 would ignore it silently");
    }

    [Fact]
    public void EveryRow_HasReasonSourceAndALineOfItsOwn()
    {
        FlinkReleases.All.Select(release => release.Line).ShouldBeUnique();
        FlinkReleases.All.Select(release => release.Released).ShouldBeInOrder();
        FlinkReleases.All.ShouldAllBe(release => release.Reason.Length > 20 && release.Source.Length > 5 && release.Java.Length > 0);
        FlinkReleases.Find(FlinkReleases.Default)!.Support.ShouldBe(FlinkSupport.Run);
    }

    [Theory]
    [InlineData("restart-strategy", "1.20.5", "restart-strategy.type")]
    [InlineData("restart-strategy", "2.0.0", "restart-strategy.type")]
    [InlineData("state.backend", "2.0.0", "state.backend.type")]
    [InlineData("state.backend.type", "2.0.0", "state.backend.type")]
    [InlineData("high-availability", "2.0.0", "high-availability.type")]
    [InlineData("env.java.opts", "2.0.0", "env.java.opts.all")]
    [InlineData("state.checkpoints.dir", "2.3.0", "execution.checkpointing.dir")]
    [InlineData("taskmanager.network.memory.min", "2.0.0", "taskmanager.memory.network.min")]
    [InlineData("jobmanager.adaptive-scheduler.scaling-interval.min", "1.20.5", "jobmanager.adaptive-scheduler.scaling-interval.min")]
    [InlineData("jobmanager.adaptive-scheduler.scaling-interval.min", "2.1.0", "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling")]
    [InlineData("akka.ask.timeout", "2.0.0", "pekko.ask.timeout")]
    [InlineData("taskmanager.heap.size", "2.0.0", "")]
    [InlineData("my.own.key", "2.0.0", "my.own.key")]
    public void Names_AreThoseOfTheRelease(string key, string version, string expected) =>
        string.Join(' ', ReleaseNames.Of(key, version)).ShouldBe(expected);

    private static ClusterDocument Parse(string flink) => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        flink: {{flink}}
        nodes:
          - {name: m, address: 10.0.0.1, board: pi4-4g, os: bookworm-arm64, roles: [manager, worker]}
        """, "f.yaml");
}
