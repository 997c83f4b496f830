using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Output;

public sealed class LostTerminalTests : IDisposable
{
    private readonly ScratchFolder checkout = new();
    private readonly LostTerminal screen = new();

    [Fact]
    public async Task A_live_run_whose_terminal_is_closed_ends_as_always_and_its_log_has_the_summary()
    {
        using var closing = new CancellationTokenSource();
        var build = new Closed { Root = checkout.Path, Closing = closing, Screen = screen };

        var code = await Host(build).RunAsync(["Work"], closing.Token);

        code.ShouldBe(130);
        (await File.ReadAllTextAsync(build.Log, TestContext.Current.CancellationToken)).ShouldMatch("Work +interrupted");
    }

    [Fact]
    public async Task A_refusal_that_nobody_can_read_still_gives_its_exit_code()
    {
        screen.IsLost = true;

        var code = await Host(new Closed { Root = checkout.Path, Closing = new(), Screen = screen }).RunAsync(["Wrk", "--json"]);

        code.ShouldBe(2);
    }

    public void Dispose()
    {
        checkout.Dispose();
        screen.Dispose();
    }

    private BuildHost Host(FridgeBuild build) => new(
        build, new Terminal(screen, screen, () => throw new IOException("closed"), IsLive: true, Colour: false, ErrorColour: false, Width: 80), _ => null, TimeProvider.System);

    private sealed class Closed : SampleBuild
    {
        public required CancellationTokenSource Closing { get; init; }

        public required LostTerminal Screen { get; init; }

        public string Log => Path.Combine(Root, "run.log");

        protected internal override string? RunLogPath(DateTimeOffset started) => Log;

        public Target Work => _ => _.Executes(async (_, cancellation) =>
        {
            Screen.IsLost = true;
            await Closing.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
        });
    }
}
