using CsCheck;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Fridge.Tests.Manifests;

public sealed class YamlTextTests
{
    [Fact]
    public void AnyText_IsReadBackAsTheSameText() => Gen.String.Sample(words =>
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(YamlText.Write(Mapping.Of(("key", words)))));
        ((YamlScalarNode)stream.Documents[0].RootNode["key"]).Value.ShouldBe(words);
    }, iter: 300);

    [Theory]
    [InlineData("no")]
    [InlineData("1e3")]
    [InlineData("12:30")]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData(" a")]
    [InlineData("@x")]
    [InlineData("0x1F")]
    public void TextThatLooksLikeSomethingElse_IsQuoted(string words) => YamlText.Write(words).ShouldStartWith("\"");

    [Fact]
    public void Values_Written_AreReadBackAsTheyWere()
    {
        const string Text = "a:\n  - b: 1\n    c: true\n  -\n    - x\n    - \"2\"\n  - {}\n  - null\nd: 0.5\n";

        YamlText.Write(YamlTemplate.Render(new TemplateFile("t", Text), new Variables(Mapping.Empty))).ShouldBe(Text);
    }
}
