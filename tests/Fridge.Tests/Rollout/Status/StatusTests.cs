using System.Text.Json;
using Fridge.Rollout.Status;
using Fridge.Tests.Manifests;
using Fridge.Tests.Rollout.Flink;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Status;

public sealed class StatusTests
{
    [Fact]
    public async Task RealTaxiJob_IsReadWithRecordsCheckpointsAndRides()
    {
        using var flink = RecordedFlink.Client();

        var job = (await JobReader.ReadAsync(flink, TestContext.Current.CancellationToken))!;

        (job.Name, job.State, job.Checkpoints, job.LastCheckpoint, job.RestoredFrom).ShouldBe(("taxi", "RUNNING", 2, 2L, null));
        job.Rides!.Total.ShouldBe(377);
        job.Rides.LastRides[0].ShouldBe(new Ride("yellow_tripdata_2013-01.csv:34", "2013-01-05T19:04:43", "Rockefeller Center", 1.048));
        job.Rides.Adds.ShouldBeTrue();
    }

    [Fact]
    public async Task LostRide_DoesNotAdd()
    {
        using var flink = RecordedFlink.Client();
        var rides = (await JobReader.ReadAsync(flink, TestContext.Current.CancellationToken))!.Rides!;

        (rides with { Total = rides.Total - 1 }).Adds.ShouldBeFalse();
        (rides with { Duplicates = 1 }).Adds.ShouldBeFalse();
    }

    [Fact]
    public async Task Status_IsStoredAndReadBack()
    {
        using var flink = RecordedFlink.Client();
        var job = await JobReader.ReadAsync(flink, TestContext.Current.CancellationToken);

        var text = JsonSerializer.Serialize(job);

        JsonSerializer.Serialize(JsonSerializer.Deserialize<JobStatus>(text)).ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null yet")]
    [InlineData("{}")]
    public void GaugeThatSaysNothingYet_IsNoRides(string? text) => RidesStatus.Parse(text).ShouldBeNull();

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
