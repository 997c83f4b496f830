using Fridge.Publishing.Versions;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class ReleaseTagTests
{
    [Theory]
    [InlineData("v1.2.3", "1.2.3", false)]
    [InlineData("v1.0.0-rc.1", "1.0.0-rc.1", true)]
    public void Parse_AVersion_IsTheImagesTag(string text, string number, bool isPreview)
    {
        var tag = ReleaseTag.Parse(text);

        tag.Number.ShouldBe(number);
        tag.IsPreview.ShouldBe(isPreview);
        tag.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("v1.2")]
    [InlineData("v01.2.3")]
    [InlineData("v1.2.3-")]
    [InlineData("v1.2.3 ")]
    [InlineData("latest")]
    public void Parse_WhatSemVerRefuses_IsRefused(string text) => Should.Throw<FormatException>(() => ReleaseTag.Parse(text)).Message.ShouldContain("v1.2.3");

    [Fact]
    public void Parse_Metadata_WhichNoImagesTagMayHave_IsRefused() => Should.Throw<FormatException>(() => ReleaseTag.Parse("v1.2.3+4")).Message.ShouldContain("metadata");

    [Theory]
    [InlineData("v1.0.0-rc.1", "v1.0.0", true)]
    [InlineData("v1.9.0", "v1.10.0", true)]
    [InlineData("v2.0.0", "v1.99.99", false)]
    [InlineData("v1.0.0", "v1.0.0", false)]
    public void ComesBefore_IsSemVersOrder(string one, string other, bool before) => ReleaseTag.Parse(one).ComesBefore(ReleaseTag.Parse(other)).ShouldBe(before);
}
