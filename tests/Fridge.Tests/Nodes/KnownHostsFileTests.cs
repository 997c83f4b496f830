using Fridge.Nodes;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>Files as ssh's own tools and people's editors leave them.</summary>
public sealed class KnownHostsFileTests : IDisposable
{
    private const string Key = "AAAAC3NzaC1lZDI1NTE5AAAAIG8R1DVt2UHA9JNvTmYsOk+1uDTkvO9kVVfNmpEAWhkE";
    private static readonly HostKey One = new("ssh-ed25519", Key);
    private static readonly HostKey Other = new("ssh-ed25519", Key[..^2] + "AA");
    private readonly ScratchFolder folder = new();

    private string File => Path.Combine(folder.Path, "known_hosts");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Hashed_BySshKeygen_IsFoundAndForgotten()
    {
        var known = new KnownHosts(File);
        await known.AddAsync("pico-0", "192.168.1.10", 22, One, Cancelled);
        await known.AddAsync("pico-1", "192.168.1.11", 22, Other, Cancelled);
        await new ProcessRunner().RunAsync(new CommandLine("ssh-keygen", "-q", "-H", "-f", File), cancellationToken: Cancelled);
        System.IO.File.ReadAllText(File).ShouldNotContain("pico");

        known.KeysOf("Pico-0").ShouldBe([One]);
        known.KeysOf("pico-1").ShouldBe([Other]);
        known.KeysOf("pico-2").ShouldBeEmpty();
        (await known.ForgetAsync("pico-0", Cancelled)).ShouldBeTrue();
        known.KeysOf("pico-0").ShouldBeEmpty();
        known.KeysOf("pico-1").ShouldBe([Other]);
    }

    [Theory]
    [InlineData("pico-* ssh-ed25519 KEY", true)]
    [InlineData("pico-?,other ssh-ed25519 KEY", true)]
    [InlineData("pico-*,!pico-0 ssh-ed25519 KEY", false)]
    [InlineData("PICO-0\tssh-ed25519  KEY me", true)]
    [InlineData("  pico-0 ssh-ed25519 KEY", true)]
    [InlineData("#pico-0 ssh-ed25519 KEY", false)]
    [InlineData("@revoked pico-0 ssh-ed25519 KEY", false)]
    [InlineData("@cert-authority * ssh-ed25519 KEY", false)]
    [InlineData("@future pico-0 ssh-ed25519 KEY", false)]
    [InlineData("|1|broken pico-0 ssh-ed25519 KEY", false)]
    [InlineData("pico-0 ssh-ed25519", false)]
    [InlineData("pico-0", false)]
    public void Line_AsSshMeansIt(string line, bool known)
    {
        System.IO.File.WriteAllText(File, line.Replace("KEY", Key));

        new KnownHosts(File).KeysOf("pico-0").Contains(One).ShouldBe(known);
    }

    [Fact]
    public async Task Add_BelowALineWithoutAnEnd_KeepsBothKeys()
    {
        System.IO.File.WriteAllText(File, $"pico-0 {One}");

        await new KnownHosts(File).AddAsync("pico-1", "192.168.1.11", 22, Other, Cancelled);

        new KnownHosts(File).KeysOf("pico-0").ShouldBe([One]);
        new KnownHosts(File).KeysOf("pico-1").ShouldBe([Other]);
    }

    [Fact]
    public async Task TwoWriters_LoseNothing()
    {
        for (var number = 0; number < 40; number++)
            await new KnownHosts(File).AddAsync($"old-{number}", "192.168.1.10", 22, One, Cancelled);

        await Task.WhenAll(
            Task.Run(async () => { for (var number = 0; number < 40; number++) (await new KnownHosts(File).ForgetAsync($"old-{number}", Cancelled)).ShouldBeTrue(); }, Cancelled),
            Task.Run(async () => { for (var number = 0; number < 40; number++) await new KnownHosts(File).AddAsync($"new-{number}", "192.168.1.11", 22, Other, Cancelled); }, Cancelled));

        System.IO.File.ReadAllLines(File).Length.ShouldBe(40);
        new KnownHosts(File).KeysOf("new-39").ShouldBe([Other]);
    }

    [Fact]
    public async Task Forget_LeavesWhatIsRevokedAndWhatStandsForMany()
    {
        string[] kept = [$"@revoked pico-0 {Other}", $"pico-* {One}"];
        await System.IO.File.WriteAllLinesAsync(File, [.. kept, $"pico-0,192.168.1.10 {One}"], Cancelled);

        (await new KnownHosts(File).ForgetAsync("pico-0", Cancelled)).ShouldBeTrue();

        System.IO.File.ReadAllLines(File).ShouldBe(kept);
    }

    [Fact]
    public void Judge_RevokedKey_IsRefusedWhoeverNamesIt() =>
        HostKeyRules.Judge(One, One, [One], [One], acceptNew: true).ShouldBe(HostKeyVerdict.Revoked);
}
