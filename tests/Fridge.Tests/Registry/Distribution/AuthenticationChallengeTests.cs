using System.Net.Http.Headers;
using Fridge.Registry.Distribution;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

public sealed class AuthenticationChallengeTests
{
    [Fact]
    public void Of_ABearerChallenge_HasItsThreeParameters() =>
        Of("""Bearer realm="https://auth.example/token?x=1",service="registry.example",scope="repository:a/b:pull,push repository:c:pull" """)
            .ShouldBe(new AuthenticationChallenge("Bearer", "https://auth.example/token?x=1", "registry.example", "repository:a/b:pull,push repository:c:pull"));

    [Fact]
    public void Of_UnquotedAndEscapedValues_AreReadAsTheRfcSays() =>
        Of("""bearer Realm = "https://auth.example/\"q\"", service=plain""").ShouldBe(new AuthenticationChallenge("bearer", "https://auth.example/\"q\"", "plain", ""));

    [Fact]
    public void Of_SeveralSchemes_TokensComeFirst() =>
        Of("""Negotiate""", """Basic realm="r" """, """Bearer realm="https://t" """)!.Scheme.ShouldBe("Bearer");

    [Fact]
    public void Of_WhatIsUnknown_IsNone() => Of("Negotiate").ShouldBeNull();

    private static AuthenticationChallenge? Of(params string[] headers) => AuthenticationChallenge.Of(headers.Select(AuthenticationHeaderValue.Parse));
}
