using Fridge.Model;
using Fridge.Registry.Pushing;
using Shouldly;
using Xunit;
using static Fridge.Tests.Registry.Samples;

namespace Fridge.Tests.Registry.Pushing;

public sealed class PushPlanTests
{
    [Fact]
    public void Flink_goes_before_the_jobs_that_lie_on_it_and_for_the_nodes_platforms_only()
    {
        var images = new ImageSet([Image("registry", 'a', 1), Image("job-taxi", 'c', 1), Image("flink", 'd', 1), Image("virtual-pi", 'e', 1)]);

        PushPlan.Candidates(Cluster(), images).Select(candidate => candidate.ToString()).ShouldBe(
        [
            $"flink@sha256:{new string('d', 64)} (linux/arm/v7)",
            $"job-taxi@sha256:{new string('c', 64)} (linux/arm/v7)",
        ]);
    }

    [Fact]
    public void All_platforms_have_a_tag_where_every_one_is_a_nodes()
    {
        var image = Image("flink", 'd', 1) with { InputHash = new string('5', 64) };

        PushPlan.IndexTag(Cluster(), image with { Platforms = [image.For(NodeArchitecture.Armv7)] }).ShouldBe(new string('5', 12));
        PushPlan.IndexTag(Cluster(), image).ShouldBeNull();
    }

    [Fact]
    public void What_the_registry_lost_and_nobody_has_is_said()
    {
        var plan = new PushPlan(PushPlan.Candidates(Cluster(), new ImageSet([Image("flink", 'd', 1)])));

        Should.Throw<Fridge.Tooling.FridgeException>(() => plan.BytesFor(Cluster().Nodes[0]))
            .Message.ShouldStartWith("The registry has lost flink@sha256:dddd");
    }
}
