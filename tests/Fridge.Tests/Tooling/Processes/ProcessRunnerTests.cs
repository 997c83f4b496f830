using System.Globalization;
using System.Text;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Processes;

public sealed class ProcessRunnerTests
{
    private readonly ProcessRunner runner = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static CommandLine Sh(string script, params string[] arguments) => new("sh", ["-c", script, "sh", .. arguments]);

    [Fact]
    public async Task Run_ArgumentsWithSpacesAndQuotes_ArriveAsTheyAre()
    {
        var result = await runner.RunAsync(Sh("printf '%s|' \"$@\"", "a b", "it's", "", "$HOME"), cancellationToken: Cancelled);

        result.StandardOutput.ShouldBe("a b|it's||$HOME|\n");
    }

    [Fact]
    public async Task Run_BothStreams_LinesComeWithTheirStream()
    {
        var lines = new List<OutputLine>();

        await runner.RunAsync(Sh("echo out; echo err >&2"), lines.Add, Cancelled);

        lines.ShouldBe([new OutputLine("out", false), new OutputLine("err", true)], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_NonZero_ShowsCommandLineCodeAndLastErrorLines()
    {
        var failure = await Should.ThrowAsync<ProcessFailedException>(
            runner.RunAsync(Sh("seq 1 100 >&2; exit 3"), cancellationToken: Cancelled));

        failure.ExitCode.ShouldBe(3);
        failure.Message.ShouldBe("sh ended with exit code 3.");
        failure.Evidence[0].ShouldBe("$ sh -c 'seq 1 100 >&2; exit 3' sh");
        failure.Evidence[^1].ShouldBe("100");
        failure.Evidence.Count.ShouldBe(21);
    }

    [Fact]
    public async Task TryRun_NonZero_IsAResult() =>
        (await runner.TryRunAsync(Sh("exit 4"), cancellationToken: Cancelled)).ExitCode.ShouldBe(4);

    [Fact]
    public async Task Run_NoSuchProgram_SaysSo()
    {
        var failure = await Should.ThrowAsync<ProcessFailedException>(
            runner.RunAsync(new CommandLine("fridge-no-such-program"), cancellationToken: Cancelled));

        failure.Message.ShouldBe("fridge-no-such-program is not on this machine.");
    }

    [Fact]
    public async Task Run_Secret_ShowsNowhere()
    {
        var lines = new List<OutputLine>();
        var command = Sh("echo \"got $1\"; echo \"bad $1\" >&2; exit 1", "hunter2-and-more") with { Secrets = [new Secret("hunter2-and-more")] };

        var failure = await Should.ThrowAsync<ProcessFailedException>(runner.RunAsync(command, lines.Add, Cancelled));

        string.Join('\n', [failure.ToString(), .. failure.Evidence, .. lines.Select(line => line.Text)]).ShouldNotContain("hunter2");
        lines.ShouldContain(new OutputLine("got ***", false));
    }

    /// <summary>A secret's lines come one by one, as a process's output does.</summary>
    [Fact]
    public async Task Run_SecretOfSeveralLines_IsHiddenWhole()
    {
        var lines = new List<OutputLine>();
        var command = Sh("echo before; echo \"$1\"; echo after", "-----BEGIN\nabc\n-----END") with { Secrets = [new Secret("-----BEGIN\nabc\n-----END\n")] };

        var result = await runner.RunAsync(command, lines.Add, Cancelled);

        lines.Select(line => line.Text).ShouldBe(["before", "***", "after"]);
        result.StandardOutput.ShouldBe("before\n***\nafter\n");
    }

    [Fact]
    public async Task Run_OverTimeLimit_EndsTheTreeAndSaysSo()
    {
        var command = Sh("echo $$; sleep 60 & wait") with { TimeLimit = TimeSpan.FromMilliseconds(150) };

        var failure = await Should.ThrowAsync<ProcessFailedException>(runner.RunAsync(command, cancellationToken: Cancelled));

        failure.Message.ShouldBe("sh took longer than 0.2 seconds and was ended.");
    }

    [Fact]
    public async Task Run_CancelledWithGrace_LetsItCleanUp()
    {
        using var stop = new CancellationTokenSource();
        var lines = new List<OutputLine>();
        var command = Sh("trap 'echo cleaned; exit 130' INT; echo up; while :; do sleep 0.05; done") with { Grace = TimeSpan.FromMinutes(1) };

        await Should.ThrowAsync<OperationCanceledException>(runner.RunAsync(
            command,
            line =>
            {
                lines.Add(line);
                if (line.Text == "up")
                    stop.Cancel();
            },
            stop.Token));

        lines.ShouldContain(line => line.Text == "cleaned");
    }

    [Fact]
    public async Task Run_Cancelled_EndsGrandchildrenToo()
    {
        using var stop = new CancellationTokenSource();
        var grandchild = 0;

        await Should.ThrowAsync<OperationCanceledException>(runner.RunAsync(
            Sh("sleep 60 & echo $!; wait"), line => { grandchild = int.Parse(line.Text, CultureInfo.InvariantCulture); stop.Cancel(); }, stop.Token));

        (await DiesAsync(grandchild)).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_InputAndOutputStreams_CarryBytes()
    {
        var bytes = Encoding.Latin1.GetBytes("\0\u00ff\n no line");
        var output = new MemoryStream();

        await runner.RunAsync(new CommandLine("cat") { Input = new MemoryStream(bytes), Output = output }, cancellationToken: Cancelled);

        output.ToArray().ShouldBe(bytes);
    }

    /// <summary>A killed process goes when the kernel comes to it; until its reaper comes it is a zombie.</summary>
    private static async Task<bool> DiesAsync(int process)
    {
        for (var tries = 0; tries < 500 && IsAlive(process); tries++)
            await Task.Delay(10, Cancelled);
        return !IsAlive(process);
    }

    private static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
