using Fridge.Model;
using Fridge.Rollout.Status;
using Fridge.Targets;
using Fridge.Tests.Manifests;
using Fridge.Tests.Rollout.Flink;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Status;

public sealed class StatusTests
{
    [Fact]
    public async Task RealTaxiJob_IsReadWithRecordsAndCheckpoints()
    {
        using var flink = RecordedFlink.Client();

        var job = (await JobReader.ReadAsync(flink, [], TestContext.Current.CancellationToken))!;

        (job.Name, job.State, job.Checkpoints, job.LastCheckpoint, job.RestoredFrom).ShouldBe(("taxi", "RUNNING", 2, 2L, null));
        job.Metrics.ShouldBeEmpty();
        job.CheckpointPath.ShouldBeNull("it's in the JobManager's memory");
    }

    [Fact]
    public void CheckpointInABucket_IsSaidWithWhatItSurvives()
    {
        const string Path = "s3://flink/checkpoints/a1/chk-2";
        var job = new JobStatus("a1", "taxi", "RUNNING", TimeSpan.Zero, 1, 1, 2, 2, null, []);

        Line(job).ShouldContain("they are in the JobManager's memory: they survive the loss of a worker, but not of the JobManager");
        Line(job with { CheckpointPath = Path }).ShouldContain($"the last is {Path}: it survives the loss of the JobManager too");

        static string Line(JobStatus job) => StatusTables.Lines(
            new ClusterStatus { Cluster = "pico", HasStack = true, Nodes = [], Tasks = [], Job = job },
            UiAccess.Of(Samples.Virtual.Nodes[0], 8081, 8081, "ann@desk")).Single(line => line.Contains("checkpoints:", StringComparison.Ordinal));
    }

    [Fact]
    public void Prometheus_IsShownByATunnelThroughItsNode_WhereThereIsOne()
    {
        var node = Samples.Virtual.Nodes[0] with { Ssh = new SshSettings { User = "pi", Port = 2222, IdentityFile = "/home/ann/my key" } };
        var monitored = Samples.Virtual with { Nodes = [node, .. Samples.Virtual.Nodes[1..]], Monitoring = new(node.Name, MonitoringSettings.DefaultMemory, MonitoringSettings.DefaultRetention, MonitoringSettings.DefaultInterval, 9091) };

        PrometheusAccess.Of(Samples.Virtual).ShouldBeNull();
        PrometheusAccess.Of(monitored).ShouldBe(new PrometheusAccess(
            "http://172.30.7.10:9091", "http://localhost:9090", "ssh -N -L 9090:172.30.7.10:9091 -i '/home/ann/my key' -p 2222 pi@172.30.7.10"));
        StatusTables.Lines(
            new ClusterStatus { Cluster = "pico", HasStack = true, Nodes = [], Tasks = [] }, UiAccess.Of(node, 8081, 8081, "ann@desk"), PrometheusAccess.Of(monitored))
            .Last().ShouldStartWith("Prometheus: http://172.30.7.10:9091 answers the nodes only; ssh -N -L 9090:");
    }

    [Fact]
    public void Ui_IsShownByItsTarget_AndOnAnotherMachineByATunnelToThisOne()
    {
        var access = UiAccess.Of(Samples.Virtual.Nodes[0], 8081, 9090, "ann@desk");

        access.ShouldBe(new UiAccess("http://172.30.7.10:8081", "http://localhost:9090", "./build.sh Ui --ui-port 9090", "ssh -N -L 9090:127.0.0.1:9090 ann@desk"));
        UiAccess.Of(Samples.Virtual.Nodes[0], 8081, 8081, "ann@desk").Command.ShouldBe("./build.sh Ui");
    }
}
