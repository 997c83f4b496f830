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
    public void Ui_IsShownByATunnel_AlsoOnAnotherMachine()
    {
        var manager = Samples.Virtual.Nodes[0] with { Ssh = new() { User = "pi", Port = 2222 } };

        var access = UiAccess.Of(manager, 8081, 9090, "/home/ann/my key", null, "ann@desk");

        access.Tunnel.ShouldBe("ssh -N -i '/home/ann/my key' -p 2222 -L 9090:127.0.0.1:8081 pi@172.30.7.10");
        access.LocalAddress.ShouldBe("http://localhost:9090");
        access.FromElsewhere.ShouldStartWith("ssh -t -L 9090:127.0.0.1:9090 ann@desk 'ssh -N -i ");
    }
}
