using System.Collections.Immutable;
using Fridge.Images;
using Fridge.Images.Builds;
using Fridge.Model;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class BuildxTests
{
    private static readonly BuildxCommand Command = new()
    {
        Dockerfile = "images/flink/Dockerfile",
        MainContext = "/c/empty",
        Contexts = ImmutableSortedDictionary<string, string>.Empty.Add("debs", "/c/debs").Add("builder", "docker-image://debian"),
        Arguments = ImmutableSortedDictionary<string, string>.Empty.Add("FLINK_ARCHIVE", "f.tgz"),
        Platforms = [NodeArchitecture.Armv7, NodeArchitecture.Amd64],
        Output = BuildxCommand.OciLayout("/out"),
        Target = "image",
    };

    [Fact]
    public void ToCommandLine_ABuild_IsReproducible()
    {
        var command = Command.ToCommandLine(new LocalDocker());

        command.Environment["SOURCE_DATE_EPOCH"].ShouldBe("1780272000");
        string.Join(' ', command.Arguments).ShouldBe(
            "buildx build --progress rawjson --provenance=false --sbom=false --file images/flink/Dockerfile"
            + " --output type=oci,tar=false,dest=/out --target image --platform linux/arm/v7,linux/amd64"
            + " --build-context builder=docker-image://debian --build-context debs=/c/debs --build-arg FLINK_ARCHIVE=f.tgz /c/empty");
    }

    [Fact]
    public void ToCommandLine_WithARegistrysCache_ReadsAndWritesIt_AndOutlivesItsLoss() =>
        string.Join(' ', (Command with { Cache = "registry.example/fridge-cache:flink-default" }).ToCommandLine(new LocalDocker()).Arguments).ShouldContain(
            " --cache-from type=registry,ref=registry.example/fridge-cache:flink-default"
            + " --cache-to type=registry,ref=registry.example/fridge-cache:flink-default,mode=max,ignore-error=true ");

    [Fact]
    public async Task RunAsync_AFailedStep_ShowsItsLastLinesAndError()
    {
        var report = new StepReport();
        var buildx = new Buildx(new ScriptedRunner(1,
            """{"vertexes":[{"digest":"sha256:1","name":"[root 1/1] RUN unpack","started":"2026-11-29T20:00:00Z"}]}""",
            "{", """  "logs": [ { "vertex": "sha256:1", "stream": 2, "data": "dGFyOiBubyBzcGFjZSBsZWZ0IG9uIGRldmljZQo=" } ]""", "}",
            """{"logs":[{"vertex":"sha256:1","stream":2,"data":"SGFs"}]}""",
            """{"logs":[{"vertex":"sha256:1","stream":2,"data":"ZgpFbmQ="}]}""",
            """{"vertexes":[{"digest":"sha256:1","name":"[root 1/1] RUN unpack","started":"2026-11-29T20:00:00Z","completed":"2026-11-29T20:00:01Z","error":"exit code: 2"}]}""",
            "ERROR: failed to solve"), new LocalDocker());

        var failure = await Should.ThrowAsync<ImageBuildException>(
            () => buildx.RunAsync("build flink", Command, report, TestContext.Current.CancellationToken));

        failure.Evidence.ShouldBe(["tar: no space left on device", "Half", "End", "ERROR: failed to solve", "[root 1/1] RUN unpack: exit code: 2"]);
        failure.NextStep.ShouldNotBeNull().ShouldContain("Free disk space");
        report.Steps.ShouldBe([(0, 1), (0, 1), (0, 1), (0, 1), (1, 1)]);
    }

    [Fact]
    public async Task RunAsync_SaysWhereTheTimeWent_InTheOrderInWhichStepsBegan()
    {
        var report = new StepReport();
        var buildx = new Buildx(new ScriptedRunner(0,
            """{"vertexes":[{"digest":"sha256:2","name":"exporting to oci image format","started":"2026-11-29T20:00:12.5Z"}]}""",
            """{"vertexes":[{"digest":"sha256:1","name":"[linux/arm/v7 root 1/1] RUN --network=none --mount=from=debs,target=/debs sh root.sh","started":"2026-11-29T20:00:00.123456789Z","completed":"2026-11-29T20:00:12.4Z"}]}""",
            """{"vertexes":[{"digest":"sha256:3","name":"[builder 1/1] FROM builder","started":"2026-11-29T19:59:00Z","completed":"2026-11-29T19:59:00Z","cached":true}]}""",
            """{"statuses":[{"id":"exporting layers","vertex":"sha256:2","started":"2026-11-29T20:00:12.5Z"},{"id":"writing config","vertex":"sha256:2","started":"2026-11-29T20:00:21Z","completed":"2026-11-29T20:00:21.1Z"}]}""",
            """{"statuses":[{"id":"exporting layers","vertex":"sha256:2","started":"2026-11-29T20:00:12.5Z","completed":"2026-11-29T20:00:21Z"}]}""",
            """{"vertexes":[{"digest":"sha256:2","name":"exporting to oci image format","started":"2026-11-29T20:00:12.5Z","completed":"2026-11-29T20:00:21.2Z"},{"digest":"sha256:4","name":"never begun"}]}"""), new LocalDocker());

        await buildx.RunAsync("build flink", Command, report, TestContext.Current.CancellationToken);

        report.Details.ShouldBe(
        [
            "   began      took  step",
            "   0.0 s    12.3 s  [linux/arm/v7 root 1/1] RUN sh root.sh",
            "  12.4 s     8.7 s  exporting to oci image format",
            "  12.4 s     8.5 s    exporting layers",
            "0 shorter steps; 1 cached.",
        ]);
    }

    [Fact]
    public async Task RunAsync_AnInputThatAToolRefuses_IsSaidWithFileAndNextStep()
    {
        var line = Convert.ToBase64String("refused: taxi.jar is signed => Take it off.\n"u8);
        var buildx = new Buildx(new ScriptedRunner(1,
            """{"vertexes":[{"digest":"sha256:1","name":"[job 1/1] RUN job","started":"2026-11-29T20:00:00Z"}]}""",
            $$"""{"logs":[{"vertex":"sha256:1","stream":2,"data":"{{line}}"}]}""",
            "ERROR: failed to solve"), new LocalDocker());

        var failure = await Should.ThrowAsync<ImageBuildException>(
            () => buildx.RunAsync("build job-taxi", Command, new StepReport(), TestContext.Current.CancellationToken));

        failure.Message.ShouldBe("build job-taxi: taxi.jar is signed.");
        failure.NextStep.ShouldBe("Take it off.");
        failure.Evidence.ShouldBeEmpty();
    }

    private sealed class ScriptedRunner(int exitCode, params string[] lines) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            TryRunAsync(command, onLine, cancellationToken);

        public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
        {
            foreach (var line in lines)
            {
                onLine?.Invoke(new OutputLine(line, IsError: true));
            }

            return Task.FromResult(new ProcessResult(exitCode, "", ""));
        }
    }

    private sealed class StepReport : IReport, IProgressItem
    {
        public List<(long Done, long? Total)> Steps { get; } = [];

        public void Info(string message) => throw new InvalidOperationException(message);

        public List<string> Details { get; } = [];

        public void Detail(string message) => Details.Add(message);

        public void Warn(string message) => throw new InvalidOperationException(message);

        public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes) => this;

        public void Report(long done, long? total = null) => Steps.Add((done, total));

        public void Dispose()
        {
        }
    }
}
