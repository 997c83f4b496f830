using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fridge.Manifests.Values;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Abstractions;

public sealed class RedactorTests
{
    /// <summary>Whatever each form escapes is in it.</summary>
    private const string Planted = "p'lan $ted\"<+/&>\\é=9";

    public static TheoryData<string, string> Forms => new()
    {
        { "itself", Planted },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted)) },
        { "base64 of a header", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Planted}")) },
        { "base64 one further", Convert.ToBase64String(Encoding.UTF8.GetBytes($"you:{Planted}!")) },
        { "base64 two further", Convert.ToBase64String(Encoding.UTF8.GetBytes($"thou:{Planted}!!")) },
        { "base64url", Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted)).Replace('+', '-').Replace('/', '_') },
        { "data of a URL", Uri.EscapeDataString(Planted) },
        { "form of a URL", System.Net.WebUtility.UrlEncode(Planted) },
        { "JSON", JsonSerializer.Serialize(Planted) },
        { "relaxed JSON", JsonEncodedText.Encode(Planted, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() },
        { "a word of a shell", ShellText.Quote(Planted) },
        { "YAML", YamlText.Write(Mapping.Of(("key", Planted))) },
    };

    [Theory, MemberData(nameof(Forms))]
    public void Redact_EveryForm_IsHidden(string name, string form)
    {
        var redactor = Hiding(Planted);

        var shown = redactor.Redact($"{name}: <{form}>.");

        shown.ShouldStartWith($"{name}: <");
        shown.ShouldContain("***");
        shown.Length.ShouldBeLessThan($"{name}: <***>.".Length + 16);
    }

    /// <summary>Parted at every place, as a process's output may be.</summary>
    [Theory, MemberData(nameof(Forms))]
    public void Pieces_PartedAnywhere_AreAsTheWhole(string name, string form)
    {
        var redactor = Hiding(Planted, "another one");
        var text = $"{name}: {form} and another one.";

        for (var at = 0; at <= text.Length; at++)
        {
            var pieces = new PieceRedactor(redactor);
            (pieces.Take(text[..at]) + pieces.Take(text[at..]) + pieces.End()).ShouldBe(redactor.Redact(text));
        }
    }

    [Fact]
    public void Pieces_OfOneCharacter_HoldBackNoMoreThanTheyMust()
    {
        var pieces = new PieceRedactor(Hiding("hunter2hunter2"));

        pieces.Take("a hunt").ShouldBe("a ");
        pieces.Take("ing").ShouldBe("hunting");
        string.Concat("hunter2hunter2, ".Select(letter => pieces.Take($"{letter}"))).ShouldBe("***, ");
    }

    [Theory]
    [InlineData("x abc1 y", "x *** y")]
    [InlineData("abc1abc1", "***")]
    [InlineData("the key ends: abcdefgh", "the key ends: ***")]
    [InlineData("the key is cut: abcdefgh…", "the key is cut: ***…")]
    [InlineData("abcdefg is too short a part", "abcdefg is too short a part")]
    public void Redact_OverlappingAndCutSecrets(string text, string shown) => Hiding("abc1", "abcdefghijkl").Redact(text).ShouldBe(shown);

    /// <summary>What is left of one that begins inside another is no part of either.</summary>
    [Fact]
    public void Redact_SecretsThatOverlap_LeavesNoEndOfEither() => Hiding("abcdef", "defghi").Redact("<abcdefghi>").ShouldBe("<***>");

    [Theory]
    [InlineData("password: pi", "password: ***")]
    [InlineData("pi", "***")]
    [InlineData("'pi'", "'***'")]
    [InlineData("pi@pico-0, /home/pi, a picture of a raspberry-pi", "pi@pico-0, /home/pi, a picture of a raspberry-pi")]
    public void Redact_UnderFourCharacters_OnlyWhereItStandsByItself(string text, string shown) => Hiding("pi").Redact(text).ShouldBe(shown);

    [Fact]
    public void Redact_LinesOfAKey_AreHiddenOneByOne()
    {
        var redactor = Hiding("-----BEGIN KEY-----\nMIIBVgIBADANBgkq\nAQ==\n-----END KEY-----\n");

        redactor.Redact("said MIIBVgIBADANBgkq").ShouldBe("said ***");
        redactor.Redact("AQ== -----END KEY-----").ShouldBe("AQ== -----END KEY-----");
    }

    [Fact]
    public void Redact_WithoutSecrets_IsTheSameText() => new Redactor().Redact("text").ShouldBeSameAs("text".ToString());

    [Fact]
    public void Hide_Nothing_HidesNothing() => Hiding("", "\n").Redact("a text\n").ShouldBe("a text\n");

    [Fact]
    public void Secret_ShowsStars_AlsoSerialised()
    {
        var secret = new Redactor().Hide("hunter2");

        $"{secret}".ShouldBe("***");
        JsonSerializer.Serialize(new { secret }).ShouldNotContain("hunter2");
        secret.Reveal().ShouldBe("hunter2");
    }

    private static Redactor Hiding(params string[] secrets)
    {
        var redactor = new Redactor();
        foreach (var secret in secrets)
            redactor.Hide(secret);
        return redactor;
    }
}
