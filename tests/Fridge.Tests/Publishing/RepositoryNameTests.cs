using Fridge.Publishing.Versions;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class RepositoryNameTests
{
    [Theory]
    [InlineData("https://github.com/ada/fridge.git")]
    [InlineData("https://x-access-token:secret@github.com/ada/fridge")]
    [InlineData("git@github.com:ada/fridge.git")]
    [InlineData("ssh://git@github.com:22/ada/fridge")]
    public void OfRemote_EachFormOfAnAddress_IsRead(string address) => RepositoryName.OfRemote(address)!.ToString().ShouldBe("ada/fridge");

    [Theory]
    [InlineData("/srv/git/fridge")]
    [InlineData("file:///srv/git/fridge.git")]
    public void OfRemote_AFolder_IsNone(string address) => RepositoryName.OfRemote(address).ShouldBeNull();

    [Theory]
    [InlineData("fridge")]
    [InlineData("ada/fridge/x")]
    [InlineData("ada/../x")]
    public void Parse_WhatIsNone_IsRefused(string text) => Should.Throw<FormatException>(() => RepositoryName.Parse(text));
}
