using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

public class SuggestionTests
{
    [Theory]
    [InlineData("Delpoy", "Deploy")]
    [InlineData("deploi", "Deploy")]
    [InlineData("Provison", "Provision")]
    [InlineData("Kubernetes", null)]
    public void The_nearest_name_is_suggested_when_it_is_near(string word, string? expected) =>
        Suggestion.For(word, ["Deploy", "Destroy", "Provision"]).ShouldBe(expected is null ? null : $"Did you mean {expected}?");

    [Theory]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Swapped_neighbours_count_once(string from, string to, int expected) =>
        Suggestion.Distance(from, to).ShouldBe(expected);
}
