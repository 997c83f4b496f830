using Fridge.Rollout.Status;
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
    }

    [Fact]
    public void Ui_IsShownByItsTarget_AndOnAnotherMachineByATunnelToThisOne()
    {
        var access = UiAccess.Of(Samples.Virtual.Nodes[0], 8081, 9090, "ann@desk");

        access.ShouldBe(new UiAccess("http://172.30.7.10:8081", "http://localhost:9090", "./build.sh Ui --ui-port 9090", "ssh -N -L 9090:127.0.0.1:9090 ann@desk"));
        UiAccess.Of(Samples.Virtual.Nodes[0], 8081, 8081, "ann@desk").Command.ShouldBe("./build.sh Ui");
    }
}
