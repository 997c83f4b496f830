using Fridge.Images.Archives;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class AptSourcesTests
{
    [Fact]
    public void Parse_Deb822_GivesEachArchiveOnce()
    {
        const string sources =
            """
            Types: deb
            # http://old.example/debian
            URIs: http://a.example/debian http://b.example/debian/
            Suites: bookworm bookworm-updates

            Types: deb
            URIs: http://a.example/debian
            Suites: trixie
            """;

        AptSources.Parse(sources).Select(uri => uri.ToString())
            .ShouldBe(["http://a.example/debian/", "http://b.example/debian/"]);
    }

    [Theory]
    [InlineData("deb file:///srv/debian bookworm main\ndeb http://a.example/debian bookworm main")]
    [InlineData("Types: deb\nURIs: file:///srv/debian http://a.example/debian\nSuites: bookworm")]
    public void Parse_AnArchiveOnADisk_IsLeftOut(string sources) =>
        AptSources.Parse(sources).Select(uri => uri.ToString()).ShouldBe(["http://a.example/debian/"]);

    [Fact]
    public void Parse_OneLineStyle_SkipsOptionsCommentsAndSourcePackages()
    {
        const string sources =
            """
            # deb http://commented.example/debian bookworm main
            deb [arch=amd64 signed-by=/k.gpg] https://a.example/debian bookworm main
            deb-src https://src.example/debian bookworm main
            deb cdrom:[disc] bookworm main
            """;

        AptSources.Parse(sources).Select(uri => uri.ToString()).ShouldBe(["https://a.example/debian/"]);
    }
}
