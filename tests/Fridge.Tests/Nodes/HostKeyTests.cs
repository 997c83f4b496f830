using Fridge.Nodes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class HostKeyTests : IDisposable
{
    private static readonly HostKey One = new("ssh-ed25519", "AAAA");
    private static readonly HostKey Other = new("ssh-ed25519", "BBBB");
    private static readonly HostKey OtherType = new("ssh-rsa", "CCCC");
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-known-").FullName;

    private KnownHosts Known => new(Path.Combine(folder, "state", "known_hosts"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Judge_KnownKey_IsTrusted() =>
        HostKeyRules.Judge(One, null, [OtherType, One], [], false).ShouldBe(HostKeyVerdict.Trusted);

    [Theory]
    [InlineData(true, HostKeyVerdict.TrustedAndNew)]
    [InlineData(false, HostKeyVerdict.Unknown)]
    internal void Judge_NewKey_IsAskedUnlessNewOnesAreAccepted(bool acceptNew, HostKeyVerdict verdict) =>
        HostKeyRules.Judge(One, null, [], [], acceptNew).ShouldBe(verdict);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Judge_AnotherKeyIsKnown_IsAChangeAlsoWhenNewOnesAreAccepted(bool acceptNew) =>
        HostKeyRules.Judge(One, null, [Other], [], acceptNew).ShouldBe(HostKeyVerdict.Changed);

    [Fact]
    public void Judge_AnotherTypeIsKnown_IsAChange() =>
        HostKeyRules.Judge(One, null, [OtherType], [], true).ShouldBe(HostKeyVerdict.Changed);

    [Fact]
    public void Judge_ExpectedKey_IsTrustedWhateverIsKnown() =>
        HostKeyRules.Judge(One, One, [Other], [], false).ShouldBe(HostKeyVerdict.TrustedAndNew);

    [Fact]
    public void Judge_NotTheExpectedKey_IsRefusedAlsoWhenKnown() =>
        HostKeyRules.Judge(One, Other, [One], [], true).ShouldBe(HostKeyVerdict.NotExpected);

    [Fact]
    public async Task KnownHosts_Lines_AreOpenSshs()
    {
        await Known.AddAsync("Pico-0", "192.168.1.10", 22, One, Cancelled);
        await Known.AddAsync("pico-1", "192.168.1.11", 2222, Other, Cancelled);

        File.ReadAllLines(Known.Path).ShouldBe(["pico-0,192.168.1.10 ssh-ed25519 AAAA", "pico-1,[192.168.1.11]:2222 ssh-ed25519 BBBB"]);
        File.GetUnixFileMode(Known.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task KnownHosts_Forget_TakesThatNodeAlone()
    {
        await Known.AddAsync("pico-0", "192.168.1.10", 22, One, Cancelled);
        await Known.AddAsync("pico-1", "192.168.1.11", 22, Other, Cancelled);

        (await Known.ForgetAsync("pico-0", Cancelled)).ShouldBeTrue();

        Known.KeysOf("pico-0").ShouldBeEmpty();
        Known.KeysOf("pico-1").ShouldBe([Other]);
        (await Known.ForgetAsync("pico-0", Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public void Fingerprint_IsWhatSshKeygenShows() =>
        HostKey.Parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG8R1DVt2UHA9JNvTmYsOk+1uDTkvO9kVVfNmpEAWhkE me").ShouldNotBeNull()
            .Fingerprint.ShouldBe("SHA256:Jl2GJx0bF/WTSFnrWv2dTTAv2MYDiaG939/z+uHMaWc");
}
