using Fridge.Tooling.Host;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Host;

public sealed class AptSuiteTests
{
    private static readonly AptFile Deb822 = new("/etc/apt/sources.list.d/debian.sources",
        """
        Types: deb
        # a comment
        URIs: http://archive.example/security
        Suites: bookworm-security
        Components: main

        Types: deb
        # another
        URIs: http://archive.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
        """);

    private static readonly AptFile OneLine = new("/etc/apt/sources.list",
        """
        # deb http://old.example/debian bookworm main
        deb http://archive.example/security bookworm-security main
        deb [arch=amd64 signed-by=/k.gpg] http://archive.example/debian bookworm main contrib
        """);

    [Fact]
    public void Beside_Deb822_CopiesTheStanzaOfTheOwnSuite()
    {
        var added = AptSuite.Beside([Deb822], "bookworm", "trixie")!;

        added.Path.ShouldBe("/etc/apt/sources.list.d/fridge-trixie.sources");
        added.Content.ShouldBe(
            """
            Types: deb
            URIs: http://archive.example/debian
            Suites: trixie
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            """);
    }

    [Fact]
    public void Beside_OneLine_CopiesTheLineWithItsOptions()
    {
        var added = AptSuite.Beside([OneLine], "bookworm", "trixie")!;

        added.Path.ShouldBe("/etc/apt/sources.list.d/fridge-trixie.list");
        added.Content.ShouldBe("deb [arch=amd64 signed-by=/k.gpg] http://archive.example/debian trixie main contrib\n");
    }

    [Fact]
    public void Beside_NoSourceOfTheSuite_IsNull() =>
        AptSuite.Beside([Deb822, OneLine], "trixie", "forky").ShouldBeNull();

    [Theory]
    [InlineData("bookworm-updates", true)]
    [InlineData("bookworm", true)]
    [InlineData("trixie", false)]
    [InlineData("main", false)]
    public void Has_Suite_LooksAtSuitesOnly(string suite, bool expected) =>
        AptSuite.Has([Deb822, OneLine], suite).ShouldBe(expected);

    [Fact]
    public void Has_CommentedLine_DoesNotCount() =>
        AptSuite.Has([new AptFile("/etc/apt/sources.list", "# deb http://a.example/debian trixie main\n")], "trixie").ShouldBeFalse();
}
