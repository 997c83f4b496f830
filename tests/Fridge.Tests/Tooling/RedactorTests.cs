using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling;

public sealed class RedactorTests
{
    [Fact]
    public void Redact_SecretInsideAnother_TheLongerGoesFirst() =>
        new Redactor([new("abc"), new("abcdef")]).Redact("x abcdef y abc").ShouldBe("x *** y ***");

    [Fact]
    public void Redact_EmptySecret_HidesNothing() => new Redactor([new("")]).Redact("text").ShouldBe("text");

    [Fact]
    public void Redact_PemPrintedLineByLine_EachLineIsHidden()
    {
        var redactor = new Redactor([new("-----BEGIN KEY-----\nMIIBVgIBADANBgkq\nAQ==\n-----END KEY-----\n")]);

        redactor.Redact("| MIIBVgIBADANBgkq").ShouldBe("| ***");
        redactor.Redact("AQ==").ShouldBe("AQ==");
    }

    [Fact]
    public void Secret_InInterpolatedText_ShowsStars() => $"{new Secret("hunter2")}".ShouldBe("***");
}
