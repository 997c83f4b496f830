using System.Collections.Immutable;
using Fridge.Bench.Figures;
using Fridge.Bench.Start;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class StartReportTests
{
    private static readonly StartReport Report = new(
    [
        (new StartCase(NodeArchitecture.Armv7, Way.WithClasses), Starts(14, 13, 90)),
        (new StartCase(NodeArchitecture.Armv7, Way.WithClasses) { Asked = JvmProfiles.Board }, Starts(20, 21, 22)),
        (new StartCase(NodeArchitecture.Armv7, Way.ByScripts), Starts(70, 76, 71)),
        (new StartCase(NodeArchitecture.Amd64, Way.Directly), Starts(4, 3.9, 3.8)),
        (new StartCase(NodeArchitecture.Amd64, Way.ByScripts), Starts(8.6, 8.5, 8.7)),
    ]);

    [Fact]
    public void People_get_medians_and_ratios()
    {
        string.Join('\n', FigureText.Table(Report.Title, Report.Figures)).ShouldBe("""
            JobManager + TaskManager until taskmanagers: 1, median of 3                       value  unit
            armv7 emulated: java directly, classes recorded                                    14.0  s
              resident memory of both                                                         400.0  MB
            armv7 emulated: java directly, classes recorded, profile board                     21.0  s
              resident memory of both                                                         400.0  MB
            armv7 emulated: Flink's scripts                                                    71.0  s
              resident memory of both                                                         400.0  MB
            amd64 native: java directly                                                         3.9  s
              resident memory of both                                                         400.0  MB
            amd64 native: Flink's scripts                                                       8.6  s
              resident memory of both                                                         400.0  MB
            Flink's scripts / armv7 emulated: java directly, classes recorded                  5.07  x
            Flink's scripts / armv7 emulated: java directly, classes recorded, profile board   3.38  x
            Flink's scripts / amd64 native: java directly                                      2.21  x
            """);
    }

    [Fact]
    public void Programs_get_an_object_a_line()
    {
        FigureText.Objects(Report.Figures).Where(line => !line.Contains("/rss")).ShouldBe(
        [
            """{"name":"start/armv7/classes","value":14,"unit":"s"}""",
            """{"name":"start/armv7/classes-board","value":21,"unit":"s"}""",
            """{"name":"start/armv7/scripts","value":71,"unit":"s"}""",
            """{"name":"start/amd64/direct","value":3.9,"unit":"s"}""",
            """{"name":"start/amd64/scripts","value":8.6,"unit":"s"}""",
            """{"name":"start/armv7/classes/speedup","value":5.071,"unit":"x"}""",
            """{"name":"start/armv7/classes-board/speedup","value":3.381,"unit":"x"}""",
            """{"name":"start/amd64/direct/speedup","value":2.205,"unit":"x"}""",
        ]);
    }

    [Fact]
    public void Median_is_the_middle()
    {
        Median.Of(Seconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
        Median.Of(Seconds(9, 1, 2)).ShouldBe(TimeSpan.FromSeconds(2));
        Median.Of(Seconds(4, 1, 3, 2)).ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    private static ImmutableArray<StartTime> Starts(params double[] times) => [.. Seconds(times).Select(time => new StartTime(time, 400_000_000))];

    private static ImmutableArray<TimeSpan> Seconds(params double[] times) => [.. times.Select(TimeSpan.FromSeconds)];
}
