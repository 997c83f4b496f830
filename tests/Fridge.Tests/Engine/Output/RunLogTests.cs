using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Output;

public sealed class RunLogTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    [Fact]
    public async Task The_log_has_everything_also_what_a_quiet_screen_does_not_show()
    {
        var build = new Logging { Root = checkout.Path };

        var run = await EngineRun.OfAsync(build, "Bug --verbosity quiet");

        var log = await File.ReadAllTextAsync(build.Path, TestContext.Current.CancellationToken);
        log.ShouldContain("2026-01-02 03:04:05.000 [Bug] a detail");
        log.ShouldContain("at Fridge.Tests.Engine.Output.RunLogTests");
        run.Out.ShouldNotContain("   at ");
        run.Out.ShouldContain($"The stack trace is in {build.Path}");
    }

    [Fact]
    public async Task What_others_write_without_end_is_shown_and_not_kept()
    {
        var build = new Logging { Root = checkout.Path };

        var run = await EngineRun.OfAsync(build, "Stream");

        run.Out.ShouldContain("a service's line");
        (await File.ReadAllTextAsync(build.Path, TestContext.Current.CancellationToken)).ShouldNotContain("a service's line");
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_said_before_anything_runs()
    {
        checkout.Write("logs", "a file in the way");

        var run = await EngineRun.OfAsync(new Logging { Root = checkout.Path }, "Bug");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("The run log can't be written:");
    }

    [Fact]
    public async Task A_disk_that_is_full_costs_the_log_not_the_run()
    {
        var run = await EngineRun.OfAsync(new Logging { Root = checkout.Path, Elsewhere = "/dev/full" }, "Fine");

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldContain("Output is lost from here on: No space left on device");
    }

    [Fact]
    public void An_output_that_fails_is_left_out_and_the_others_are_told()
    {
        var good = new Sink();
        var events = new RunEvents(TimeProvider.System, text => text, new FullDisk(), good);

        events.Publish(new TargetStarted("A"));
        events.Publish(new TargetStarted("B"));

        good.Happened.ShouldBe(
        [
            new Message(null, MessageLevel.Warning, "Output is lost from here on: No space left on device"),
            new TargetStarted("A"),
            new TargetStarted("B"),
        ]);
    }

    [Fact]
    public void The_last_fifty_logs_are_kept_and_what_is_none()
    {
        checkout.Write("notes.log", "a person's");
        for (var run = 0; run < 60; run++)
            RunLog.Create(Path.Combine(checkout.Path, $"20260101T0000{run:00}.000.log")).Dispose();

        var left = Directory.GetFiles(checkout.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        left.Count.ShouldBe(51);
        left[0].ShouldBe("20260101T000010.000.log");
        left[^1].ShouldBe("notes.log");
    }

    public void Dispose() => checkout.Dispose();

    private sealed class Logging : SampleBuild
    {
        public string? Elsewhere { get; init; }

        public string Path => Elsewhere ?? System.IO.Path.Combine(Root, "logs", "run.log");

        protected internal override string? RunLogPath(DateTimeOffset started) => Path;

        public Target Fine => _ => _.Executes(() => { });

        public Target Stream => _ => _.Executes(run => run.Show("a service's line"));

        public Target Bug => _ => _.Executes(run =>
        {
            run.Report.Detail("a detail");
            throw new InvalidOperationException("a bug");
        });
    }

    private sealed class Sink : IEventSink
    {
        public List<RunEvent> Happened { get; } = [];

        public void Accept(RunEvent happened) => Happened.Add(happened with { At = default });
    }

    private sealed class FullDisk : IEventSink
    {
        public void Accept(RunEvent happened) => throw new IOException("No space left on device");
    }
}
