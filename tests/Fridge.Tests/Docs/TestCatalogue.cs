using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Fridge.Tests.Support;
using Xunit;

namespace Fridge.Tests.Docs;

/// <summary>In which suite a test runs. Unit tests are asked by reflection; the end-to-end project isn't referenced, so its sources are read.</summary>
public static partial class TestCatalogue
{
    public const string EndToEnd = "end to end";

    private const string Unmarked = "fast";

    private static readonly ImmutableArray<string> EndToEndSources =
        [.. Directory.EnumerateFiles(Checkout.File("tests", "Fridge.EndToEnd"), "*.cs").Select(File.ReadAllText)];

    /// <returns>Null: there is no such test.</returns>
    public static string? SuiteOf(TestName test) => OfUnitTest(test) ?? OfEndToEndTest(test);

    private static string? OfUnitTest(TestName test)
    {
        var type = typeof(TestCatalogue).Assembly.GetTypes().FirstOrDefault(type => type.Name == test.Class && !type.IsAbstract);
        if (type is null)
            return null;

        var method = test.Method is null ? null : type.GetMethod(test.Method);
        return method is null && test.Method is not null ? null : Trait(method) ?? Trait(type) ?? Unmarked;
    }

    private static string? Trait(MemberInfo? member) =>
        member?.GetCustomAttributes<TraitAttribute>().FirstOrDefault(trait => trait.Name == "Suite")?.Value;

    private static string? OfEndToEndTest(TestName test)
    {
        var source = EndToEndSources.FirstOrDefault(text => Regex.IsMatch(text, $@"\bclass {test.Class}\b") && (test.Method is null || Regex.IsMatch(text, $@"\b{test.Method}\(")));
        if (source is null)
            return null;

        var suite = SuiteTrait().Match(source).Groups[1].Value;
        return suite == "ci" ? EndToEnd : suite;
    }

    [GeneratedRegex(@"Trait\(""Suite"", ""([a-z-]+)""\)")]
    private static partial Regex SuiteTrait();
}
