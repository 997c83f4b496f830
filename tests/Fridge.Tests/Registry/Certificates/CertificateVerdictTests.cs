using System.Security.Cryptography;
using System.Text;
using Fridge.Registry.Certificates;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Certificates;

public sealed class CertificateVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly FakeTimeProvider Time = new(Now);
    private static readonly CertificateAuthority Authority = CertificateAuthority.Create(Time, new Redactor());
    private static readonly CertificatePair Node = Authority.ForNode("pico-1", Time, new Redactor());

    [Fact]
    public void Holds_ItsKeyItsIssuerAndYearsLeft_True() => Holds().ShouldBeTrue();

    [Fact]
    public void Holds_OfAnotherCaOfTheSameName_False() =>
        CertificateVerdict.Holds(Node.Certificate, HashOf(Node), CertificateAuthority.Create(Time, new Redactor()).CaPem, Now).ShouldBeFalse();

    [Fact]
    public void Holds_WithTheKeyOfAnother_False() =>
        CertificateVerdict.Holds(Node.Certificate, HashOf(Authority.ForNode("pico-1", Time, new Redactor())), Authority.CaPem, Now).ShouldBeFalse();

    /// <summary>As earlier versions of Fridge laid the registry's.</summary>
    [Fact]
    public void Holds_ThatNamesNoKey_False() =>
        CertificateVerdict.Holds(Node.Certificate[Node.Certificate.IndexOf("-----BEGIN", StringComparison.Ordinal)..], HashOf(Node), Authority.CaPem, Now).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void Holds_WhatAPowerCutLeft_False(string rest) =>
        CertificateVerdict.Holds($"# key: sha256:{HashOf(Node)}\n{rest}", HashOf(Node), Authority.CaPem, Now).ShouldBeFalse();

    [Theory]
    [InlineData(8, true)]
    [InlineData(10, false)]
    [InlineData(-2, false)]
    public void Holds_AtAnotherTime_OnlyWithAYearLeft(int years, bool holds)
    {
        CertificateVerdict.Holds(Node.Certificate, HashOf(Node), Authority.CaPem, Now.AddYears(years)).ShouldBe(holds);
        CertificateVerdict.IsAuthority(Authority.CaPem, Now.AddYears(years)).ShouldBe(holds);
    }

    /// <summary>Years later, by a clock that is right and by one that is not.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(-3)]
    public void What_an_old_CA_signs_lasts_no_longer_than_the_CA(int years)
    {
        var late = Authority.ForNode("pico-2", new FakeTimeProvider(Now.AddYears(years)), new Redactor());

        CertificateVerdict.Holds(late.Certificate, HashOf(late), Authority.CaPem, Now.AddYears(Math.Max(0, years))).ShouldBeTrue();
    }

    [Fact]
    public void A_CA_with_the_key_of_another_signs_nothing_and_says_so() =>
        Should.Throw<FridgeException>(() => (Authority with { Key = CertificateAuthority.Create(Time, new Redactor()).Key }).ForNode("pico-1", Time, new Redactor()))
            .Message.ShouldBe("The key of the registry's CA doesn't belong to its certificate.");

    private static bool Holds() => CertificateVerdict.Holds(Node.Certificate, HashOf(Node), Authority.CaPem, Now);

    private static string HashOf(CertificatePair pair) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pair.Key.Reveal())));
}
