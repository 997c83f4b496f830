using Fridge.Bench.Deploy;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class DeployReportTests
{
    private static readonly DeployReport Report =
        new(DeployTimes.Recorded(), TimeSpan.FromSeconds(83.04), TimeSpan.FromSeconds(6.24), ["fridge/builder:1a2b"]);

    [Fact]
    public void People_get_a_table()
    {
        string.Join('\n', Report.Text(targets: true)).ShouldBe("""
            ./build.sh Deploy, virtual Pis     value  unit
            cold: wall time                     83.0  s
            cold: sum of its targets' times    121.2  s
            cold: critical path                 81.2  s
            again, nothing changed: wall time    6.2  s

            Critical path: Memory > Host > Nodes > Provision > Rollout
            The engine had them already, their making is in no figure: fridge/builder:1a2b

            cold: target  started at s  time s  critical
            Memory                 0.0     0.2  *
            Host                   0.2     1.0  *
            Images                 1.2    40.0
            Nodes                  1.3    30.0  *
            Provision             31.4    20.0  *
            Rollout               51.5    30.0  *
            Deploy                   -     0.0
            """);
    }

    [Fact]
    public void Programs_get_an_object_a_line()
    {
        Report.Objects(targets: false).ShouldBe(
        [
            """{"name":"deploy/cold","value":83.04,"unit":"s"}""",
            """{"name":"deploy/cold/sum","value":121.2,"unit":"s"}""",
            """{"name":"deploy/cold/critical-path","value":81.2,"unit":"s"}""",
            """{"name":"deploy/again","value":6.24,"unit":"s"}""",
        ]);
    }

    [Fact]
    public void Programs_get_the_targets_when_asked_for()
    {
        Report.Objects(targets: true).ShouldContain("""{"name":"deploy/cold/target/Images","value":40,"unit":"s"}""");
    }

    [Fact]
    public void Two_clusters_are_compared_by_ratios_of_one_run()
    {
        var other = Report with { ColdWall = TimeSpan.FromSeconds(41.52), AgainWall = TimeSpan.FromSeconds(3.12), Of = "other.yaml", Prefix = "deploy/beside" };

        Report.Beside(other).Select(figure => (figure.Name, figure.Value)).ShouldBe([("deploy/cold/ratio", 2), ("deploy/again/ratio", 2)]);
        other.Text(targets: false).First().ShouldStartWith("./build.sh Deploy, other.yaml");
        other.Objects(targets: false).First().ShouldBe("""{"name":"deploy/beside/cold","value":41.52,"unit":"s"}""");
    }
}
