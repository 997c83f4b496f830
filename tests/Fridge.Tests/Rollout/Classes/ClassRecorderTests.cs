using Fridge.Model;
using Fridge.Nodes;
using Fridge.Rollout.Classes;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Classes;

public sealed class ClassRecorderTests
{
    private const string Removal = "timeout -k 10 60 sh -c label=$1; shift; docker \"$@\" ps --all --quiet --filter \"label=$label\" | xargs -r docker \"$@\" rm --force sh fridge.once=classes --host unix:///var/run/docker.sock";
    private const string Memory = "available 900000\nprofile 1 1\n";

    private static readonly ClassArchive Archive = ClassArchive.Of("sha256:" + new string('a', 64));

    private readonly ReportRecorder report = new();

    private IEnumerable<string> Warnings => report.Lines.Where(line => line.StartsWith("warning: ", StringComparison.Ordinal));

    [Fact]
    public async Task Record_JavaFails_WarnsCleansUpAndGoesOn()
    {
        var nodes = new FakeNodes((_, command) => Line(command) switch
        {
            var line when line.Contains("MemAvailable") => new FakeAnswer(Memory),
            var line when line.Contains(" -Xshare:dump ") => new FakeAnswer(Status: 134, Errors: "SIGBUS"),
            _ => new FakeAnswer(),
        });

        await RecordAsync(nodes, TestContext.Current.CancellationToken);

        Warnings.ShouldHaveSingleItem().ShouldContain("SIGBUS");
        Lines(nodes).TakeLast(2).ShouldBe([Removal, $"rm -rf {Archive.Folder}.part"]);
    }

    [Fact]
    public async Task Record_ConnectionLost_IsAWarningToo()
    {
        var nodes = new FakeNodes((_, command) => Line(command) switch
        {
            var line when line.Contains("MemAvailable") => new FakeAnswer(Memory),
            var line when line.Contains(" -Xshare:dump ") => throw new FridgeException("The connection to pico-1 was lost."),
            _ => new FakeAnswer(),
        });

        await RecordAsync(nodes, TestContext.Current.CancellationToken);

        Warnings.ShouldHaveSingleItem().ShouldContain("was lost");
    }

    [Fact]
    public async Task Record_Interrupted_TakesTheContainerWithIt()
    {
        using var stop = new CancellationTokenSource();
        var nodes = new FakeNodes((_, command) =>
        {
            if (Line(command).Contains("MemAvailable"))
                return new FakeAnswer(Memory);
            if (!Line(command).Contains(" -Xshare:dump "))
                return new FakeAnswer();
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        });

        await Should.ThrowAsync<OperationCanceledException>(RecordAsync(nodes, stop.Token));

        Warnings.ShouldBeEmpty();
        Lines(nodes).TakeLast(2).ShouldBe([Removal, $"rm -rf {Archive.Folder}.part"]);
    }

    private Task RecordAsync(FakeNodes nodes, CancellationToken cancellationToken) =>
        new ClassRecorder(nodes, TimeProvider.System, report).RecordAsync([new ClassRecording("pico-1", "flink", Archive)], cancellationToken);

    private static string Line(RemoteCommand command) => string.Join(' ', command.Arguments);

    private static IEnumerable<string> Lines(FakeNodes nodes) => nodes.Started.Select(started => Line(started.Command));
}
