using System.Collections.Immutable;
using Fridge.Bench.Figures;
using Fridge.Bench.Start;
using Fridge.Clusters;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class StartReportTests
{
    private static readonly StartReport Report = new(
    [
        (new StartCase(NodeArchitecture.ArmV7, Way.Directly), Seconds(14, 13, 90)),
        (new StartCase(NodeArchitecture.ArmV7, Way.ByScripts), Seconds(70, 76, 71)),
        (new StartCase(NodeArchitecture.Amd64, Way.Directly), Seconds(4, 3.9, 3.8)),
        (new StartCase(NodeArchitecture.Amd64, Way.ByScripts), Seconds(8.6, 8.5, 8.7)),
    ]);

    [Fact]
    public void People_get_medians_and_ratios()
    {
        string.Join('\n', FigureText.Table(Report.Title, Report.Figures)).ShouldBe("""
            JobManager + TaskManager until taskmanagers: 1, median of 3  value  unit
            armv7 emulated: java directly                                 14.0  s
            armv7 emulated: Flink's scripts                               71.0  s
            amd64 native: java directly                                    3.9  s
            amd64 native: Flink's scripts                                  8.6  s
            armv7 emulated: directly / scripts                            0.20  x
            amd64 native: directly / scripts                              0.45  x
            """);
    }

    [Fact]
    public void Programs_get_an_object_a_line()
    {
        FigureText.Objects(Report.Figures).ShouldBe(
        [
            """{"name":"start/armv7/direct","value":14,"unit":"s"}""",
            """{"name":"start/armv7/scripts","value":71,"unit":"s"}""",
            """{"name":"start/amd64/direct","value":3.9,"unit":"s"}""",
            """{"name":"start/amd64/scripts","value":8.6,"unit":"s"}""",
            """{"name":"start/armv7/ratio","value":0.197,"unit":"x"}""",
            """{"name":"start/amd64/ratio","value":0.453,"unit":"x"}""",
        ]);
    }

    [Fact]
    public void Median_is_the_middle()
    {
        Median.Of(Seconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
        Median.Of(Seconds(9, 1, 2)).ShouldBe(TimeSpan.FromSeconds(2));
        Median.Of(Seconds(4, 1, 3, 2)).ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    private static ImmutableArray<TimeSpan> Seconds(params double[] times) => [.. times.Select(TimeSpan.FromSeconds)];
}
