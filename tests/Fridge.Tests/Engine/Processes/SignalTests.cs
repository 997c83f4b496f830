using System.Diagnostics;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Processes;

[Trait("Suite", "ci")]
public sealed class SignalTests(SampleProgram sample) : IClassFixture<SampleProgram>
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_lets_targets_clean_up_and_gives_130_with_the_summary(string signal)
    {
        using var process = SampleProgram.Start(sample.Path, ["Wait"]);
        await ReadToAsync(process, "[Wait] ready");

        await SendAsync(signal, process.Id);
        var rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(130);
        rest.ShouldMatch("Wait +interrupted");
        rest.ShouldContain("cleaned up");
    }

    [Fact]
    public async Task The_second_signal_ends_at_once_what_does_not_listen()
    {
        using var process = SampleProgram.Start(sample.Path, ["Deaf"]);
        await ReadToAsync(process, "[Deaf] ready");

        await SendAsync("INT", process.Id);
        await ReadToAsync(process, "Interrupted: targets clean up, at most 30 s. A second signal ends at once.");
        await SendUntilItEndsAsync("INT", process);

        process.ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task At_a_terminal_questions_are_asked_and_secrets_are_not_echoed()
    {
        var (code, output) = await SampleProgram.RunToEndAsync("script", ["-qec", $"{sample.Path} Ask", "/dev/null"], "y\nhunter22\n");

        code.ShouldBe(0, output);
        output.ShouldContain("Install?");
        output.ShouldContain("answers True 8 ***");
        output.ShouldNotContain("answers True 8 hunter22");
    }

    [Fact]
    public async Task Without_a_terminal_a_question_is_wrong_use()
    {
        var (code, output) = await SampleProgram.RunToEndAsync(sample.Path, ["Ask"]);

        code.ShouldBe(2);
        output.ShouldContain("Nobody can be asked without a terminal: Install?");
    }

    [Fact]
    public async Task Patterns_WithoutALimitOfTheirOwn_HaveOne() =>
        (await SampleProgram.RunToEndAsync(sample.Path, ["Search"])).Output.ShouldContain("limit 00:00:10");

    private static async Task ReadToAsync(Process process, string wanted)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == wanted)
                return;
        }

        throw new ShouldAssertException($"The program ended without “{wanted}”.");
    }

    /// <summary>Within a second a signal is the echo of the first, so one alone may not be enough.</summary>
    private static async Task SendUntilItEndsAsync(string signal, Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Eventually.Limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!process.HasExited && await pace.WaitForNextTickAsync(limit.Token))
            await SampleProgram.RunToEndAsync("sh", ["-c", $"kill -{signal} {process.Id} 2>/dev/null"]); // It may have ended just now.
    }

    private static async Task SendAsync(string signal, int process) =>
        (await SampleProgram.RunToEndAsync("kill", [$"-{signal}", $"{process}"])).Code.ShouldBe(0);
}
