using System.Globalization;
using System.Text.Json;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Workloads;

[Trait("Suite", "ci")]
public class BoundedRunTests
{
    private const string Job = "fridge.taxi.ClosestPlaceJob";
    private const double Millimetre = 1e-6;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sample_AtAnyParallelism_EqualsAnIndependentCalculation(int parallelism)
    {
        var lines = await RunAsync("--mode", "bounded", "--print", "--parallelism", $"{parallelism}");

        ShouldBeExpected(JsonSerializer.Deserialize<BoundedResult>(lines[^1], TaxiStatus.Json)!);
        ShouldBeExpected(Marked(lines, "ride> "));
        Marked(lines, "rejected> ").Select(line => line.Split(',')[0]).Order().ShouldBe(
            ExpectedResult.All.Where(result => result.Place is null).Select(result => result.Ride.Id).Order());
    }

    [Fact]
    public async Task MalformedRows_AreCountedAndToldApart()
    {
        var fixture = Path.Combine(TaxiProgram.Folder, "fixtures", "malformed");

        var lines = await RunAsync("--mode", "bounded", "--print", "--parallelism", "2", "--data", fixture);

        var result = JsonSerializer.Deserialize<BoundedResult>(lines[^1], TaxiStatus.Json)!;
        result.ShouldSatisfyAllConditions(
            () => (result.Rides, result.Unlocated, result.Malformed).ShouldBe((8, 2, 31)),
            () => result.Places.Values.Sum().ShouldBe(6),
            () => Marked(lines, "rejected> ").Select(WithoutRowAndLap).ShouldBe(File.ReadLines(Path.Combine(fixture, "rejected.expected"))));
    }

    /// <summary>A file without the header would lose its first ride in silence.</summary>
    [Fact]
    public async Task FileWithoutHeader_FailsTheJob()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Checkout.Scratch, "headless")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "index.txt"), "rides.csv\n", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(folder, "rides.csv"), "CMT,2013-01-01 15:11:48\n", Cancelled);

        var failure = await Should.ThrowAsync<Fridge.Tooling.Processes.ProcessFailedException>(
            RunAsync("--mode", "bounded", "--data", folder));

        string.Join('\n', failure.Evidence).ShouldContain("rides.csv:1: expected the header");
    }

    [Fact]
    public async Task Checks_AnswerAsTheirFileSays()
    {
        var program = await TaxiProgram.GetAsync();
        var cases = Path.Combine(TaxiProgram.Folder, "fixtures", "checks.txt");

        var answers = await program.RunAsync("fridge.taxi.Checks", [cases], Cancelled);

        var expected = File.ReadLines(cases).Where(line => line.Contains(" => ") && line[0] != '#').ToList();
        expected.Select(line => line.Split(" => ")[0]).Zip(answers, (question, answer) => $"{question} => {answer}").ShouldBe(expected);
    }

    private static async Task<string[]> RunAsync(params string[] arguments) =>
        await (await TaxiProgram.GetAsync()).RunAsync(Job, arguments, Cancelled);

    private static void ShouldBeExpected(BoundedResult result) => result.ShouldSatisfyAllConditions(
        () => (result.Rides, result.Unlocated, result.Malformed).ShouldBe((1176, 21, 0)),
        () => result.Millimetres.ShouldBe(ExpectedResult.All.Sum(expected => expected.Millimetres)),
        () => result.Places.Keys.ShouldBe(TaxiSample.Current.Places.Select(place => place.Name)),
        () => result.Places.ShouldAllBe(place => place.Value == ExpectedResult.All.Count(expected => expected.IsAt(place.Key))));

    private static void ShouldBeExpected(IReadOnlyCollection<string> rides)
    {
        var expected = ExpectedResult.All.Where(result => result.Place is not null).ToDictionary(result => result.Ride.Id);
        rides.Count.ShouldBe(expected.Count);
        rides.ShouldAllBe(line => Matches(line.Split(','), expected));
    }

    private static bool Matches(string[] columns, Dictionary<string, ExpectedResult> expected) =>
        expected.Remove(columns[0], out var result)
        && columns[1] == "0"
        && columns[2] == $"{result.Ride.Start:s}"
        && columns[3] == result.Place!.Name
        && Math.Abs(double.Parse(columns[4], CultureInfo.InvariantCulture) - result.Kilometres) < Millimetre;

    private static List<string> Marked(string[] lines, string mark) =>
        [.. lines.Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..])];

    /// <summary>ride,lap,kind,problem,row → ride,kind,problem</summary>
    private static string WithoutRowAndLap(string line)
    {
        var columns = line.Split(',', 5);
        return $"{columns[0]},{columns[2]},{columns[3]}";
    }

    private sealed record BoundedResult(
        long Rides, long Unlocated, long Malformed, long Millimetres, IReadOnlyDictionary<string, long> Places, long Milliseconds);
}
