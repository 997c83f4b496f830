using System.Collections.Immutable;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Docs;

/// <summary><c>docs/proven.md</c> names what shows each claim; a test that was renamed or moved to another suite makes the page a lie.</summary>
public sealed class ProvenTests
{
    /// <summary>The suite in which the tests of a row must run. "Not shown" may name what shows a part.</summary>
    private static readonly ImmutableDictionary<string, string> Suites = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("fast", "fast"), KeyValuePair.Create("ci", "ci"), KeyValuePair.Create("double", "fast"),
        KeyValuePair.Create(TestCatalogue.EndToEnd, TestCatalogue.EndToEnd), KeyValuePair.Create("soak", "soak"),
        KeyValuePair.Create("field", "field"), KeyValuePair.Create("kubernetes", "kubernetes"), KeyValuePair.Create("release", "release"),
    ]);

    private static readonly ImmutableArray<string> WithoutATest = ["bench", "by hand", "not shown"];

    private static readonly ImmutableArray<ProvenRow> Rows = ProvenRow.Read(File.ReadAllText(Checkout.File("docs", "proven.md")));

    [Fact]
    public void EachRow_SaysHow_InOneOfThePagesWords() =>
        Rows.Where(row => !Suites.ContainsKey(row.How) && !WithoutATest.Contains(row.How))
            .Select(row => $"line {row.Line}: {row.How}").ShouldBeEmpty();

    [Fact]
    public void EachNamedTest_Exists() =>
        Rows.SelectMany(row => row.Tests.Where(test => TestCatalogue.SuiteOf(test) is null).Select(test => $"line {row.Line}: {test}")).ShouldBeEmpty();

    [Fact]
    public void EachNamedTest_RunsInTheSuiteOfItsRow() =>
        Rows.Where(row => Suites.ContainsKey(row.How))
            .SelectMany(row => row.Tests.Select(test => (row.Line, Test: test, Said: Suites[row.How], True: TestCatalogue.SuiteOf(test))))
            .Where(row => row.True is not null && row.True != row.Said)
            .Select(row => $"line {row.Line}: {row.Test} runs in {row.True}, not in {row.Said}").ShouldBeEmpty();

    [Fact]
    public void WhatATestShows_NamesTheTest() =>
        Rows.Where(row => Suites.ContainsKey(row.How) && row.Tests.IsEmpty)
            .Select(row => $"line {row.Line}: {row.Claim}").ShouldBeEmpty();

    [Fact]
    public void EachPage_IsThere() =>
        Rows.Select(row => row.Page).Distinct().Where(page => !Pages(page).Any(File.Exists)).ShouldBeEmpty();

    [Fact]
    public void APage_HasRows() => Rows.Length.ShouldBeGreaterThan(50);

    private static IEnumerable<string> Pages(string page) =>
        page == "README" ? [Checkout.File("README.md")] : [Checkout.File("docs", page + ".md"), Checkout.File(page, "README.md")];
}
