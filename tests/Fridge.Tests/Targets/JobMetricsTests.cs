using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

public sealed class JobMetricsTests
{
    [Fact]
    public void AListOfObjects_IsATable_WithAColumnForEveryKey()
    {
        var table = JobMetrics.Tables([new("counts.status#/lastRides", ["[{\"place\":\"Times Square\",\"km\":1.048}]", "[{\"km\":2,\"lap\":1}]"])]).ShouldHaveSingleItem();

        table.Title.ShouldBe("counts.status#/lastRides");
        table.Columns.ShouldBe(["place", "km", "lap"]);
        table.Rows.Select(row => string.Join('|', row)).ShouldBe(["Times Square|1.048|", "|2|1"]);
    }

    [Theory]
    [InlineData("377", "m: 377")]
    [InlineData("[1,2]", "m: [1,2]")]
    [InlineData("[broken", "m: [broken")]
    public void AnythingElse_IsALine(string value, string line)
    {
        JobMetrics.Lines([new("m", [value])]).ShouldBe([line]);
        JobMetrics.Tables([new("m", [value])]).ShouldBeEmpty();
    }

    [Fact]
    public void SeveralSubtasks_AreOneLine_AndAMetricWithoutValueSaysSo() =>
        JobMetrics.Lines([new("a", ["1", "2"]), new("b", [])]).ShouldBe(["a: 1, 2", "b: nothing yet"]);

    [Fact]
    public void AVeryLongValue_IsCut() => JobMetrics.Lines([new("a", [new string('x', 500)])]).Single().Length.ShouldBeLessThan(200);
}
