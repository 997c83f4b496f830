using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Classes;
using Fridge.Tests.Engine;
using Fridge.Tests.Manifests;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Classes;

public sealed class ClassRecordingTests
{
    private const long NoLimitV1 = 9223372036854771712;

    [Theory]
    [InlineData("available 700000\n", false, 700000)]
    [InlineData("recorded\navailable 700000\n", true, 700000)]
    [InlineData("available 700000\nlimit max\nusage 1000\ninactive 0\n", false, 700000)]
    public void Parse_ARealBoard_TakesTheKernelsEstimate(string text, bool recorded, long kibibytes) =>
        ArchiveFacts.Parse(text).ShouldBe(new ArchiveFacts(recorded, kibibytes << 10, ""));

    [Fact]
    public void Parse_GroupWithoutALimitOnV1_TakesTheKernelsEstimate() =>
        ArchiveFacts.Parse($"available 700000\nlimit {NoLimitV1}\nusage 5000000\ninactive 1000\n").MemoryAvailable.ShouldBe(700000L << 10);

    [Fact]
    public void Parse_AVirtualPi_TakesWhatItsOwnLimitLeaves() =>
        ArchiveFacts.Parse("available 20000000\nlimit 1073741824\nusage 900000000\ninactive 100000000\n").MemoryAvailable.ShouldBe(1073741824 - 800000000);

    [Fact]
    public void Parse_NothingReadable_LeavesNothing() => ArchiveFacts.Parse("").ShouldBe(new ArchiveFacts(false, 0, ""));

    [Fact]
    public async Task For_AStack_RecordsOnceANode()
    {
        var stack = await RenderAsync(Samples.Virtual);

        var recordings = ClassRecording.For(stack.Workloads);

        recordings.Select(recording => recording.Node).ShouldBe(["virtual-0", "virtual-1", "virtual-2"]);
        recordings.Select(recording => recording.Archive).Distinct().ShouldHaveSingleItem().ShouldBe(ClassArchive.Of(Samples.Images["flink"].For(NodeArchitecture.Armv7).ManifestDigest));
    }

    [Fact]
    public async Task For_TwoArchitectures_RecordsEachFromItsOwnImage()
    {
        var recordings = ClassRecording.For((await RenderAsync(Samples.Mixed)).Workloads);

        recordings.Select(recording => (recording.Image, recording.Archive)).Distinct().Count().ShouldBe(2);
    }

    /// <summary>A node that was taken over sends a program that is to run as root; the real tar unpacks it.</summary>
    [Fact]
    public async Task Unpack_OfWhatAnotherNodeMade_TakesNoOwnerAndNoSpecialMode()
    {
        using var folder = new ScratchFolder();
        var (sent, taken) = (Directory.CreateDirectory(folder["sent"]).FullName, Directory.CreateDirectory(folder["taken"]).FullName);
        await File.WriteAllTextAsync(Path.Combine(sent, "top.jsa"), "classes", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(sent, "top.jsa"), UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        var recording = new ClassRecording("pico-1", "registry.fridge:5000/job-taxi@sha256:b", ClassArchive.Of("sha256:" + new string('a', 64)));
        var processes = new ProcessRunner();

        var tar = folder["sent.tar"];
        await processes.RunAsync(new CommandLine("tar", "--create", "--owner=1234", "--file", tar, "--directory", sent, "."), cancellationToken: TestContext.Current.CancellationToken);
        await using (var input = File.OpenRead(tar))
        {
            await processes.RunAsync(
                new CommandLine(recording.Unpack[0], [.. recording.Unpack[1..^1], taken]) { Input = input }, cancellationToken: TestContext.Current.CancellationToken);
        }

        var unpacked = Path.Combine(taken, "top.jsa");
        (await File.ReadAllTextAsync(unpacked, TestContext.Current.CancellationToken)).ShouldBe("classes");
        File.GetUnixFileMode(unpacked).HasFlag(UnixFileMode.SetUser).ShouldBeFalse();
        File.GetUnixFileMode(unpacked).HasFlag(UnixFileMode.OtherWrite).ShouldBeFalse();
        var owner = await processes.RunAsync(new CommandLine("stat", "-c", "%U", unpacked), cancellationToken: TestContext.Current.CancellationToken);
        owner.StandardOutput.Trim().ShouldBe(Environment.UserName);
    }

    [Fact]
    public void Commands_OfARecording_KeepAnUnfinishedArchiveOutOfSight()
    {
        var archive = ClassArchive.Of("sha256:" + new string('a', 64));
        var recording = new ClassRecording("pico-1", "registry.fridge:5000/job-taxi@sha256:b", archive);

        var commands = recording.Commands(TimeSpan.FromMinutes(2)).Select(command => string.Join(' ', command)).ToList();

        commands.Take(2).ShouldAllBe(command => command.StartsWith("timeout 120 docker --host unix:///var/run/docker.sock run --rm ") && command.Contains($"--network none") && command.Contains($"--volume {archive.Folder}.part:{archive.Folder} "));
        commands[0].ShouldEndWith($"@/var/lib/fridge/jvm/profile.args -Xshare:dump -XX:SharedArchiveFile={archive.Folder}/base.jsa");
        commands[1].ShouldEndWith($"-XX:SharedArchiveFile={archive.Folder}/base.jsa -XX:ArchiveClassesAtExit={archive.Folder}/flink.jsa fridge.classes.Recorder");
        commands[2].ShouldEndWith($"/var/lib/fridge/jvm/profile.args {archive.Folder}.part/profile");
        commands[0].ShouldContain("--entrypoint /opt/java/bin/java");
        archive.Flag.ShouldBe($"-XX:SharedArchiveFile={archive.Folder}/base.jsa:{archive.Folder}/flink.jsa");
    }

    private static async Task<RenderedRelease> RenderAsync(Cluster cluster) =>
        new StackRenderer(await Samples.TemplatesAsync(cluster.Name)).Render(cluster, Samples.Plan, Samples.Images);
}
