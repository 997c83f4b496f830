using CsCheck;
using Fridge.Tooling.Text;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Text;

public sealed class LineDiffTests
{
    [Fact]
    public void Change_IsShownWithTwoLinesAround() =>
        LineDiff.Of("f", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nX\ne\nf\n")
            .ShouldBe(["--- f", "  …", "  b", "  c", "- d", "+ X", "  e", "  f"]);

    [Fact]
    public void SameText_ShowsNothing() => LineDiff.Of("f", "a\n", "a\n").ShouldBeEmpty();

    [Fact]
    public void AnyTexts_MinusAndCommonAreBefore_PlusAndCommonAreAfter() =>
        Gen.Select(Gen.Int[0, 3].List[0, 6], Gen.Int[0, 3].List[0, 6]).Sample((before, after) =>
        {
            // Every line within the context of a change is shown; short texts are shown whole.
            var shown = LineDiff.Of("f", string.Join('\n', before.Select(i => $"l{i}")), string.Join('\n', after.Select(i => $"l{i}"))).Skip(1).ToList();
            if (shown.Count == 0 || shown.Contains("  …"))
                return;
            var skipped = before.Count - shown.Count(line => line[0] is '-' or ' ');
            shown.Where(line => line[0] is '-' or ' ').Select(line => line[2..]).ShouldBe(before.Take(before.Count - skipped).Select(i => $"l{i}"));
            shown.Where(line => line[0] is '+' or ' ').Select(line => line[2..]).ShouldBe(after.Take(after.Count - skipped).Select(i => $"l{i}"));
        }, iter: 500);
}
