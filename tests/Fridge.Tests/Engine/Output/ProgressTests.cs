using Fridge.Engine;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Fridge.Tests.Engine.Output;

public class ProgressTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<Progress> published = [];

    [Fact]
    public void Reports_are_a_second_apart_and_the_end_is_always_told()
    {
        using (var item = new RunProgress(Jar(ProgressUnit.Steps, 0, 100, 0), published.Add, clock))
        {
            for (var done = 1; done <= 10; done++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(300));
                item.Report(done);
            }
        }

        published.Select(state => state.Done).ShouldBe([0, 4, 8, 10]);
        published[^1].Finished.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, null, 3, false, "3 s")]
    [InlineData(50, 200, 10, false, "25 % of 200 B, 10 s, about 30 s left")]
    [InlineData(3 << 20, null, 75, false, "3 MiB, 1 min 15 s")]
    [InlineData(3 << 20, 3 << 20, 75, true, "3 MiB in 1 min 15 s")]
    [InlineData(300, 200, 3700, false, "100 % of 200 B, 1 h 01 min")]
    public void Says_how_far_it_is_and_what_is_left(long done, int? total, int seconds, bool finished, string expected) =>
        ProgressText.Of(Jar(ProgressUnit.Bytes, done, total, seconds) with { Finished = finished }).ShouldBe(expected);

    [Fact]
    public void Plain_lines_come_every_ten_seconds_and_at_the_end()
    {
        var lines = new Lines();
        var screen = new Screen(lines, Verbosity.Normal, live: false);

        foreach (var seconds in (int[])[0, 1, 9, 10, 15, 21])
            screen.Accept(Jar(ProgressUnit.Steps, seconds, null, seconds));
        screen.Accept(Jar(ProgressUnit.Steps, 22, null, 22) with { Finished = true });

        lines.Texts.ShouldBe(["[A] jar: 10 steps, 10 s", "[A] jar: 21 steps, 21 s", "[A] jar: 22 steps in 22 s"]);
    }

    [Fact]
    public void The_board_has_a_line_per_running_target_with_its_work_and_time_goes_on()
    {
        var start = DateTimeOffset.UnixEpoch;
        var board = new ProgressBoard();
        board.Accept(new TargetStarted("A") { At = start });
        board.Accept(new TargetStarted("B") { At = start });
        board.Accept(Jar(ProgressUnit.Bytes, 50, 100, 5) with { At = start.AddSeconds(5) });
        board.Accept(new TargetFinished("B", TargetStatus.Succeeded, TimeSpan.FromSeconds(6)) { At = start.AddSeconds(6) });

        board.Lines(start.AddSeconds(20)).Select(line => line.Text).ShouldBe(["● A  20 s", "  jar  50 % of 100 B, 20 s, about 20 s left"]);
    }

    [Fact]
    public async Task The_live_display_shows_the_board_under_the_lines_and_leaves_only_the_lines()
    {
        using var console = new TestConsole();
        console.Profile.Capabilities.Interactive = true;
        console.EmitAnsiSequences();
        var board = new ProgressBoard();
        board.Accept(new TargetStarted("A") { At = clock.GetUtcNow() });
        var live = new LiveOutput(console, board, clock);

        live.Show();
        live.Write(StyledLine.Of("[A] a word", Tone.Good));
        await live.HideAsync();

        console.Output.ShouldContain("● A");
        console.Output.ShouldContain("[A] a word");
        console.Output.ShouldEndWith("\e[?25h", customMessage: "the cursor is back");
    }

    private static Progress Jar(ProgressUnit unit, long done, long? total, int seconds) =>
        new("A", 1, "jar", unit, done, total, TimeSpan.FromSeconds(seconds));

    private sealed class Lines : ILineOutput
    {
        public List<string> Texts { get; } = [];

        public void Write(StyledLine line) => Texts.Add(line.Text);
    }
}
