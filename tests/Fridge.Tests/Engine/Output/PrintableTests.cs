using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Output;

/// <summary>What nodes and containers say is data: it reaches no terminal, log and reader of events as anything else.</summary>
public sealed class PrintableTests : IDisposable
{
    private readonly ScratchFolder checkout = new();

    public void Dispose() => checkout.Dispose();

    [Theory]
    [InlineData("plain, ümläuts, 日本, 🐟\tand\nlines", "plain, ümläuts, 日本, 🐟\tand\nlines")]
    [InlineData("\u001b]52;c;cm0gLXJmIC8=\u0007", @"\x1b]52;c;cm0gLXJmIC8=\x07")]
    [InlineData("\u001b[2J\u001b[1;1Hdone", @"\x1b[2J\x1b[1;1Hdone")]
    [InlineData("50 %\r100 %", @"50 %\x0d100 %")]
    [InlineData("a line\r\nanother\r", "a line\nanother")]
    [InlineData("\u009b31mred\u0000", @"\x9b31mred\x00")]
    [InlineData("user\u202egnp.exe", @"user\u202egnp.exe")]
    [InlineData("two\u2028lines\u2069", @"two\u2028lines\u2069")]
    public void Text_IsShownWithoutWhatATerminalWouldDo(string text, string expected) => Printable.Of(text).ShouldBe(expected);

    [Theory]
    [InlineData("Tell")]
    [InlineData("Tell --json")]
    [InlineData("Tell --verbosity verbose")]
    [InlineData("Fail")]
    [InlineData("Fail --json")]
    [InlineData("Ask")]
    public async Task Run_ShowsNoControlCharacterOfANode(string arguments)
    {
        var run = await EngineRun.OfAsync(new TellingBuild { Root = checkout.Path }, arguments);

        foreach (var shown in (string[])[run.Out, run.Error, run.Events])
            shown.ShouldNotContain('\u001b');
        (run.Out + run.Error + run.Events).ShouldContain("title of a node");
    }
}

internal sealed class TellingBuild : SampleBuild
{
    private const string Words = "\u001b]0;title of a node\u0007";

    public Target Tell => _ => _.Executes(run =>
    {
        run.Report.Info(Words);
        run.Report.Detail(Words);
        using (run.Report.Begin(Words))
            run.Outcome(Words);
        run.Table(new TextTable(Words, Words).Row(Words));
        run.AfterSummary(Words);
    });

    public Target Fail => _ => _.Executes(() => throw new WrongUseException(Words, Words));

    public Target Ask => _ => _.Executes((run, ct) => run.Ask.ConfirmAsync(Words, assume: true, ct));
}
