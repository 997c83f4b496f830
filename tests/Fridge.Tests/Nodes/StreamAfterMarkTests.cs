using System.Text;
using Fridge.Nodes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class StreamAfterMarkTests
{
    private static readonly byte[] Mark = "\nmark\n"u8.ToArray();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\nmark\nanswer", true, "answer")]
    [InlineData("Welcome\nmark\nanswer", true, "answer")]
    [InlineData("+ printf mark\n\nmark\nanswer\nmark\n", true, "answer\nmark\n")]
    [InlineData("\nmark\n", true, "")]
    [InlineData("", false, "")]
    [InlineData("Please log in as pi\n", false, "Please log in as pi\n")]
    [InlineData("\nmark", false, "\nmark")]
    public async Task Read_HowEverItArrives_IsWhatComesBehindTheMark(string text, bool found, string rest)
    {
        for (var piece = 1; piece <= Math.Max(1, text.Length); piece++)
        {
            await using var stream = new StreamAfterMark(new Pieces(text, piece), Mark);

            (await stream.FindAsync(Cancelled)).ShouldBe(found);
            using var reader = new StreamReader(stream);
            (await reader.ReadToEndAsync(Cancelled)).ShouldBe(rest);
        }
    }

    [Fact]
    public async Task Find_WhatPrintsWithoutEnd_IsGivenUp()
    {
        await using var stream = new StreamAfterMark(new Pieces(new string('y', 10 * StreamAfterMark.Limit), 1000), Mark);

        (await stream.FindAsync(Cancelled)).ShouldBeFalse();
        stream.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Plain_HasNothingThatAShellMindsBetweenSingleQuotes()
    {
        var plain = MarkedCommand.Plain("a 'b' \\ !\n\tü$`\"");

        plain.ShouldBe(@"a \0047b\0047 \0134 \0041\0012\0011\0303\0274$`" + "\"");
    }

    private sealed class Pieces(string text, int size) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
