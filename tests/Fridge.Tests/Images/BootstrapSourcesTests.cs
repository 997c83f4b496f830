using Fridge.Images.Builds;
using Fridge.Tests.Virtual;
using Fridge.Tooling.Host;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class BootstrapSourcesTests
{
    [Theory]
    [InlineData("debian", "bookworm", "bookworm bookworm-updates", "bookworm bookworm-updates")]
    [InlineData("debian", "trixie", "trixie trixie-updates", "bookworm")]
    [InlineData("raspbian", "bookworm", "bookworm", "bookworm")]
    public void OfMachine_ADebian_HasTheSuiteFromItsOwnArchive(string id, string codename, string suites, string expected) =>
        BootstrapSources.OfMachine(Machine(id, codename, suites), "bookworm").ShouldBe(Stanza(expected));

    [Fact]
    public void OfMachine_AnotherDistribution_KnowsNoArchive() =>
        BootstrapSources.OfMachine(Machine("ubuntu", "noble", "noble noble-updates"), "bookworm").ShouldBeNull();

    [Fact]
    public void Of_ArchivesOfAnImage_TakesTheMainOne() => BootstrapSources
        .Of([new Uri("http://a.example/debian-security/"), new Uri("http://a.example/debian/")], "bookworm")
        .ShouldBe("deb http://a.example/debian/ bookworm main\n");

    [Fact]
    public void Of_NoArchive_IsNone() => BootstrapSources.Of([], "bookworm").ShouldBeNull();

    private static HostFacts Machine(string id, string codename, string suites) => VirtualClusters.Host with
    {
        Os = new OsRelease(id, "", codename),
        AptSources = [new AptFile("/etc/apt/sources.list.d/own.sources", Stanza(suites))],
    };

    private static string Stanza(string suites) => $"Types: deb\nURIs: http://archive.example/debian\nSuites: {suites}\nComponents: main\n";
}
