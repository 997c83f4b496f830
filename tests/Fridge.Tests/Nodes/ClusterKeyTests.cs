using Fridge.Nodes;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class ClusterKeyTests : IDisposable
{
    private readonly ScratchFolder state = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ensure_ManyRunsAtOnce_OnePairIsEverybodys()
    {
        var lines = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => New(new ProcessRunner()).EnsureAsync(Cancelled)));

        lines.Distinct().ShouldHaveSingleItem().ShouldBe(await OfPrivateKeyAsync());
        Directory.GetFileSystemEntries(state["pico"]).Select(Path.GetFileName).ShouldBe(["id_ed25519", "id_ed25519.pub"], ignoreOrder: true);
        ((int)File.GetUnixFileMode(New(new ProcessRunner()).PrivateKeyFile)).ShouldBe(Convert.ToInt32("600", 8));
    }

    [Fact]
    public async Task Ensure_AnotherRunIsFirst_TakesItsKey()
    {
        var first = "";
        var late = new Overtaken(async () => first = await New(new ProcessRunner()).EnsureAsync(Cancelled));

        (await New(late).EnsureAsync(Cancelled)).ShouldBe(first);

        (await OfPrivateKeyAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task Ensure_OnlyThePrivateKeyIsThere_ItStays()
    {
        var key = New(new ProcessRunner());
        var line = await key.EnsureAsync(Cancelled);
        File.Delete(key.PublicKeyFile);

        (await key.EnsureAsync(Cancelled)).ShouldBe(line);
    }

    public void Dispose() => state.Dispose();

    private ClusterKey New(IProcessRunner processes) => new(state["pico"], processes);

    private async Task<string> OfPrivateKeyAsync() =>
        (await new ProcessRunner().RunAsync(new CommandLine("ssh-keygen", "-y", "-f", state["pico/id_ed25519"]), cancellationToken: Cancelled)).StandardOutput.Trim();

    /// <summary>Before the first command something else happens.</summary>
    private sealed class Overtaken(Func<Task> happens) : IProcessRunner
    {
        private readonly ProcessRunner processes = new();
        private Func<Task>? once = happens;

        public async Task<ProcessResult> RunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Exchange(ref once, null) is { } now)
                await now();
            return await processes.RunAsync(command, onLine, cancellationToken);
        }

        public Task<ProcessResult> TryRunAsync(CommandLine command, Action<OutputLine>? onLine = null, CancellationToken cancellationToken = default) =>
            processes.TryRunAsync(command, onLine, cancellationToken);
    }
}
