using Fridge.Tooling.Streams;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Streams;

public sealed class CappedTextTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcde", "abcde")]
    [InlineData("abcdef", "abcde… (cut here: longer than 5 characters)")]
    public async Task Read_KeepsTheBeginningAndSaysWhereItCut(string said, string kept) =>
        (await CappedText.ReadAsync(new StringReader(said), 5, Token)).ShouldBe(kept);

    [Fact]
    public async Task Lines_EachIsCutByItself()
    {
        var long9000 = new string('x', 9000);

        (await LinesAsync($"one\r\n\n{long9000}\nlast")).ShouldBe(["one", "", "xxxxx… (cut here: longer than 5 characters)", "last"]);
    }

    [Theory]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    public async Task Lines_AreThoseThatALineReaderReads(string said, string[] lines) => (await LinesAsync(said)).ShouldBe(lines);

    private static async Task<List<string>> LinesAsync(string said)
    {
        var lines = new List<string>();
        await foreach (var line in CappedText.LinesAsync(new StringReader(said), 5, Token))
            lines.Add(line);
        return lines;
    }
}
