using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Docs;

/// <summary>What people read is plain English. All of it is written to <c>artifacts/tests/sentences.txt</c>, to be read aloud.</summary>
public sealed class SentencesTests
{
    /// <summary>Words of a dialect, and what to say in their place.</summary>
    private static readonly ImmutableArray<(string Pattern, string Better)> Dialect =
    [
        (@"could(n't| not) be had|can't be had|cannot be had|can be had", "could not be downloaded, reached, found"),
        (@"\b[Mm]end (it|them|that|the|this)\b", "fix"),
        (@"\b(is|are) to be [a-z]+(ed|en|n|t)\b", "must be, should be"),
        (@"\bhave to be had\b", "are needed"),
        (@"\b(his|he|him)\b", "their, they"),
        (@"\bis (any)?no(t)? more\b|\bno more (of|than that)\b", "no longer"),
        (@"\banew\b", "again"),
        (@"\bat hand\b", "available"),
        (@"\bheals most\b", "usually helps"),
        (@"\b[Tt]ype the (same )?command\b|\b[Rr]un (this|it) again\b", "run the same command again"),
        (@"\bout of reach\b", "can't be reached"),
        (@"\bis there (twice|already)\b", "appears twice, exists already"),
        (@"\bby way of\b", "through"),
        (@"\bbears?\b", "has"),
        (@"\bone's own\b", "your own"),
        (@"\bis none that\b|\bis none of\b", "is not"),
    ];

    private static readonly ImmutableArray<Sentence> All = Sentences.OfTheProduct();

    [Fact]
    public void All_AreCollected()
    {
        var file = Checkout.File("artifacts", "tests", "sentences.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, All.Select(sentence => $"{sentence.Place}: {sentence.Text.ReplaceLineEndings("⏎")}"));
        All.Length.ShouldBeGreaterThan(1500);
        All.ShouldContain(sentence => sentence.Text.Contains("could not be downloaded from any of its", StringComparison.Ordinal));
        All.ShouldContain(sentence => sentence.Place.StartsWith("build.sh:", StringComparison.Ordinal));
    }

    [Fact]
    public void None_IsInDialect() => (
        from sentence in All
        from word in Dialect
        where Regex.IsMatch(sentence.Text, word.Pattern)
        select $"{sentence.Place}: {sentence.Text} ({word.Better})").ShouldBeEmpty();
}
