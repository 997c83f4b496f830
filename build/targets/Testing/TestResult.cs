using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fridge.Tooling;

namespace Fridge.Targets.Testing;

/// <summary>Counted results of one or more test programs.</summary>
public sealed partial record TestResult(int Passed, int Failed, int Skipped, ImmutableArray<string> Failures)
{
    /// <summary>Of failures whose place is in the checkout.</summary>
    public ImmutableArray<SourcePlace> Places { get; init; } = [];

    public static readonly TestResult None = new(0, 0, 0, []);

    /// <summary>The line that CI reads: <c>12 passed, 0 failed</c>.</summary>
    public string Summary =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

    /// <summary>How often Fridge did what is right for a person: <c>11 right of 12</c>.</summary>
    public string Score => $"{Passed} right of {Passed + Failed + Skipped}";

    public static TestResult operator +(TestResult left, TestResult right) => new(
        left.Passed + right.Passed,
        left.Failed + right.Failed,
        left.Skipped + right.Skipped,
        [.. left.Failures, .. right.Failures])
    {
        Places = [.. left.Places, .. right.Places],
    };

    /// <summary>Reads xunit's XML report; a program that ended without one is itself a failure.</summary>
    public static TestResult FromReport(XDocument report)
    {
        var tests = report.Descendants("test").ToList();
        var failed = tests.Where(test => Outcome(test) == "Fail").Select(test => test.Attribute("name")?.Value ?? "?").ToList();
        var errors = report.Descendants("error").Select(error => error.Attribute("name")?.Value ?? error.Attribute("type")?.Value ?? "error").ToList();
        return new(
            tests.Count(test => Outcome(test) == "Pass"),
            failed.Count + errors.Count,
            tests.Count(test => Outcome(test) == "Skip"),
            [.. failed, .. errors])
        {
            Places = [.. tests.Where(test => Outcome(test) == "Fail").Select(PlaceOf).OfType<SourcePlace>()],
        };
    }

    public void ThrowIfFailed()
    {
        if (Failed > 0)
        {
            throw new FridgeException($"{Failed} {(Failed == 1 ? "test" : "tests")} failed.", "Run one again with: ./build.sh Test --filter NAME")
            {
                Evidence = Failures,
                Places = Places.IsEmpty ? null : Places,
            };
        }

        if (Passed == 0)
            throw new FridgeException("No test ran.", "Is --filter a part of the test's class or method name?");
    }

    /// <summary>The uppermost frame that is in a test's own file.</summary>
    private static SourcePlace? PlaceOf(XElement test)
    {
        var failure = test.Element("failure");
        var frame = TestFrame().Match(failure?.Element("stack-trace")?.Value ?? "");
        return frame.Success && int.TryParse(frame.Groups[2].Value, CultureInfo.InvariantCulture, out var line)
            ? new SourcePlace(frame.Groups[1].Value, line, null, $"{test.Attribute("name")?.Value}\n{failure!.Element("message")?.Value}".TrimEnd())
            : null;
    }

    [GeneratedRegex(@" in (\S*Tests\.cs):line (\d+)")]
    private static partial Regex TestFrame();

    private static string? Outcome(XElement test) => test.Attribute("result")?.Value;
}
