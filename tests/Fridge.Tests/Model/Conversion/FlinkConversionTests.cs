using Fridge.Model.Conversion;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Conversion;

public class FlinkConversionTests
{
    [Theory]
    [InlineData("heartbeat.interval: 5000", KeyFate.Kept, "heartbeat.interval", "as it was")]
    [InlineData("web.submit.enable: false", KeyFate.Kept, "web.submit.enable", "as it was")]
    [InlineData("state.backend.async: true", KeyFate.Kept, "state.backend.async", "deprecates it")]
    [InlineData("my.own.key: 1", KeyFate.Kept, "my.own.key", "not one of Flink's options")]
    [InlineData("heartbeat.intervall: 5000", KeyFate.Kept, "heartbeat.intervall", "did you mean 'heartbeat.interval'?")]
    [InlineData("restart-strategy: none", KeyFate.Renamed, "restart-strategy.type", "older name")]
    [InlineData("high-availability: zookeeper", KeyFate.Renamed, "high-availability.type", "Fridge runs one JobManager and no ZooKeeper")]
    [InlineData("akka.framesize: 1m", KeyFate.Renamed, "pekko.framesize", "older name")]
    [InlineData("state.backend.local-recovery: true", KeyFate.Renamed, "execution.checkpointing.local-backup.enabled, execution.state-recovery.from-local", "older name")]
    [InlineData("taskmanager.network.memory.max: 64m", KeyFate.Renamed, "taskmanager.memory.network.max", "older name")]
    [InlineData("taskmanager.network.numberOfBuffers: 1024", KeyFate.Renamed, "taskmanager.memory.network.min and .max: 32m", "1024 buffers of 32k")]
    [InlineData("state.backend: jobmanager", KeyFate.Renamed, "state.backend.type: hashmap, execution.checkpointing.storage: jobmanager", "two options")]
    [InlineData("state.checkpoints.dir: file:///x", KeyFate.Renamed, "execution.checkpointing.dir, execution.checkpointing.storage: filesystem", "a folder of each container")]
    [InlineData("metrics.reporter.j.class: org.apache.flink.metrics.jmx.JMXReporter", KeyFate.Renamed, "metrics.reporter.j.factory.class: org.apache.flink.metrics.jmx.JMXReporterFactory", "FLINK-27206")]
    [InlineData("metrics.reporter.j.class: com.example.Mine", KeyFate.Kept, "metrics.reporter.j.class", "ask its maker")]
    [InlineData("jobmanager.web.port: 8088", KeyFate.Moved, "flink.uiPort: 8088", "in its container it is 8081")]
    [InlineData("rest.bind-port: 8081-8090", KeyFate.Moved, "flink.uiPort: 8081", "in its container it is 8081")]
    [InlineData("taskmanager.memory.process.size: 1g", KeyFate.Moved, "flink.taskManager.memory: 1024m", "the same")]
    [InlineData("taskmanager.memory.flink.size: 300m", KeyFate.Moved, "flink.taskManager.memory: 496m", "the whole process except the JVM's own memory")]
    [InlineData("jobmanager.memory.heap.size: 300m", KeyFate.Moved, "flink.jobManager.memory: 560m", "the JVM's heap")]
    [InlineData("jobmanager.heap.mb: 300", KeyFate.Moved, "flink.jobManager.memory: 560m", "until Flink 1.10 the JobManager's JVM heap")]
    [InlineData("taskmanager.heap.mb: 300", KeyFate.Moved, "flink.taskManager.memory: 496m", "until Flink 1.9 the whole TaskManager except the JVM's own memory, not only its heap")]
    [InlineData("env.java.opts: -Xint", KeyFate.Dropped, "", "flags come from the memory plan")]
    [InlineData("env.log.dir: /x", KeyFate.Dropped, "", "Flink's scripts read it")]
    [InlineData("jobmanager.web.address: 0.0.0.0", KeyFate.Dropped, "", "Fridge sets it")]
    [InlineData("containerized.heap-cutoff-ratio: 0.25", KeyFate.Dropped, "", "without effect since")]
    [InlineData("taskmanager.memory.size: 64m", KeyFate.Dropped, "", "Fridge sets 0")]
    [InlineData("state.backend.rocksdb.thread.num: 2", KeyFate.Dropped, "", "no library for 32-bit ARM")]
    [InlineData("yarn.appmaster.vcores: 1", KeyFate.Dropped, "", "Fridge runs a Swarm")]
    [InlineData("state.backend: rocksdb", KeyFate.Refused, "state.backend.type: hashmap", "RocksDB has no library for 32-bit ARM")]
    [InlineData("state.backend.type: forst", KeyFate.Refused, "state.backend.type: hashmap", "RocksDB has no library for 32-bit ARM")]
    [InlineData("taskmanager.net.transport: epoll", KeyFate.Refused, "", "x86_64 and aarch_64")]
    [InlineData("query.server.port: 6125", KeyFate.Dropped, "", "the official image's entry point writes it")]
    [InlineData("taskmanager.memory.manged.size: 1m", KeyFate.Refused, "", "did you mean 'taskmanager.memory.managed.size'?")]
    public void AnOption_HasAFateAndAReason(string line, KeyFate fate, string today, string reason)
    {
        var key = Convert(line).Keys.ShouldHaveSingleItem();

        (key.Fate, key.Today).ShouldBe((fate, today));
        key.Reason.ShouldContain(reason);
    }

    /// <summary>Flink's own sums for the same options: a heap that stays what it was.</summary>
    [Theory]
    [InlineData("jobmanager.memory.flink.size: 512m\njobmanager.memory.heap.size: 128m", "jobmanager.memory.off-heap.size=384m", "heap 136 MiB, beside the heap 384 MiB")]
    [InlineData("taskmanager.memory.process.size: 1700m\ntaskmanager.memory.flink.size: 1024m", "taskmanager.memory.jvm-metaspace.size=256m, taskmanager.memory.jvm-overhead.max=420m, taskmanager.memory.jvm-overhead.min=420m", "is the JVM's")]
    [InlineData("jobmanager.memory.process.size: 1200m\njobmanager.memory.flink.size: 700m", "jobmanager.memory.jvm-metaspace.size=256m, jobmanager.memory.jvm-overhead.max=244m, jobmanager.memory.jvm-overhead.min=244m", "is the JVM's")]
    [InlineData("taskmanager.heap.size: 1024m\ntaskmanager.network.numberOfBuffers: 16384", "taskmanager.memory.network.max=512m, taskmanager.memory.network.min=512m", "heap 384 MiB, beside the heap 640 MiB")]
    public void TotalsAndTheirParts_AddUpAsFlinkAddsThem(string lines, string config, string reason)
    {
        var converted = Convert(lines);

        string.Join(", ", converted.Settings.Config.Select(pair => $"{pair.Key}={pair.Value}")).ShouldBe(config);
        converted.Keys.ShouldContain(key => key.Reason.Contains(reason));
    }

    [Fact]
    public void ManagedMemoryOfBefore110_CountsInMegabytes() =>
        FlinkConversion.Convert(new("f.yaml", "taskmanager.memory.size: 256\ntaskmanager.heap.mb: 1024", HasArm32: false)).Settings.Config["taskmanager.memory.managed.size"].ShouldBe("256m");

    [Fact]
    public void AnEmptyList_IsAsIfItWerentThere()
    {
        var converted = FlinkConversion.Convert(new("config.yaml", "pipeline: {jars: []}\nrest: {port: 8082}"));

        converted.Keys.Select(key => key.Fate).ShouldBe([KeyFate.Dropped, KeyFate.Moved]);
        converted.Settings.Config.ShouldBeEmpty();
    }

    [Fact]
    public void AConfigMapOfFlink2_IsRead()
    {
        var key = Convert("apiVersion: v1\nkind: ConfigMap\ndata:\n  config.yaml: |\n    rest:\n      port: 8082\n").Keys.ShouldHaveSingleItem();

        (key.Key, key.Line, key.Column).ShouldBe(("rest.port", 6, 7));
    }

    [Fact]
    public void Hosts_LoseUserAndPort_AndKeepTheColonsOfIPv6() =>
        FlinkConversion.Convert(new("f.yaml", "rest.port: 8081") { Masters = "pi0:8081\n", Workers = "192.168.56.1\npi@192.168.56.21\nfd00::2\n[fd00::3]:22\nlocalhost\n" })
            .Workers.Prepend("pi0").ShouldBe(["pi0", "192.168.56.1", "192.168.56.21", "fd00::2", "fd00::3"]);

    [Fact]
    public void HostNames_AreUsableAndUnique() =>
        HostNames.Of(["pi_0.home", "192.168.56.1", "192.168.56.20", "fd00::2", "pi-0.work", "PI1"]).ShouldBe(["pi-0", "node-2", "node-3", "node-4", "pi-0-2", "pi1"]);

    [Fact]
    public void ASecret_IsNeitherWrittenNorShown()
    {
        var converted = Convert("s3.access-key: me\ns3.secret-key: hunter2\nsecurity.delegation.tokens.enabled: false");

        converted.Keys.Select(key => (key.Value, key.Fate)).ShouldBe([("***", KeyFate.Moved), ("***", KeyFate.Moved), ("false", KeyFate.Kept)]);
        converted.Keys[1].Today.ShouldBe("s3.secret-key: {env: S3_SECRET_KEY}");
        converted.ToString().ShouldNotContain("hunter2");
        converted.Settings.Config.Keys.ShouldBe(["security.delegation.tokens.enabled"]);
        converted.Settings.Secrets.Keys.ShouldBe(["s3.access-key", "s3.secret-key"]);
    }

    [Theory]
    [InlineData("rest.port: 1\nrest.port: 2", 0, "line 2 says it again")]
    [InlineData("restart-strategy: none\nrestart-strategy.type: fixed-delay", 0, "an older name of restart-strategy.type")]
    [InlineData("jobmanager.heap.size: 1g\njobmanager.memory.process.size: 1g", 0, "the file has jobmanager.memory.process.size too")]
    [InlineData("jobmanager.heap.mb: 512\njobmanager.heap.size: 1g", 0, "the file has jobmanager.heap.size too")]
    [InlineData("rest.port: 8081\nrest.bind-port: 8082", 1, "the file has the port itself too")]
    [InlineData("taskmanager.network.numberOfBuffers: 9\ntaskmanager.network.memory.min: 32m", 0, "the file has taskmanager.memory.network.min too")]
    public void WhereTwoSayTheSame_TheOneThatFlinkTakesStays(string text, int dropped, string reason)
    {
        var keys = Convert(text).Keys;

        keys[dropped].Fate.ShouldBe(KeyFate.Dropped);
        keys[dropped].Reason.ShouldContain(reason);
        keys[1 - dropped].Fate.ShouldNotBe(KeyFate.Dropped);
    }

    [Fact]
    public void OnArm64_RocksDbEpollAndManagedMemoryStay()
    {
        var text = "state.backend: rocksdb\ntaskmanager.network.netty.transport: epoll\ntaskmanager.memory.managed.fraction: 0.2\nstate.backend.rocksdb.thread.num: 2\n";

        var converted = FlinkConversion.Convert(new("f.yaml", text + "taskmanager.memory.process.size: 2g", HasArm32: false));

        converted.Keys.Select(key => key.Fate).ShouldBe([KeyFate.Renamed, KeyFate.Kept, KeyFate.Kept, KeyFate.Kept, KeyFate.Moved]);
    }

    [Fact]
    public void ForTheSecond_OptionsHaveItsNames()
    {
        var text = "jobmanager.adaptive-scheduler.scaling-interval.min: 1 s\ntaskmanager.network.netty.num-arenas: 1\nrestart-strategy: none";

        var converted = FlinkConversion.Convert(new("f.yaml", text, "2.1.3"));

        converted.Settings.Config.Keys.ShouldBe(["jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "restart-strategy.type"]);
        converted.Keys[1].Reason.ShouldBe("Flink 2.0 removed it, and 2.1.3 would ignore it");
    }

    [Fact]
    public void HostsBesideTheFile_AreRead()
    {
        var request = new ConversionRequest("f.yaml", "rest.port: 8081") { Masters = "pi0:8081\n", Workers = "# three\npi1\n\npi2.local \npi1\n" };

        var converted = FlinkConversion.Convert(request);

        converted.Masters.ShouldBe(["pi0"]);
        converted.Workers.ShouldBe(["pi1", "pi2.local"]);
        FlinkConversion.Convert(request with { Workers = "localhost\n" }).Workers.ShouldBeEmpty();
    }

    private static ConvertedFlink Convert(string text) => FlinkConversion.Convert(new("f.yaml", text));
}
