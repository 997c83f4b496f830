using Fridge.Engine;
using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

public sealed class BuildModelTests
{
    private static readonly BuildModel Abc = BuildModel.Of(new AbcBuild { Root = "" });

    [Fact]
    public void A_target_says_what_it_needs_and_leaves()
    {
        var (a, c) = (Abc.Targets.Single(target => target.Name == "A"), Abc.Targets.Single(target => target.Name == "C"));

        (a.Description, a.Listed).ShouldBe(("Kneads", true));
        a.Produces.ShouldBe(["artifacts/dough"]);
        c.DependsOn.ShouldBe(["B"]);
        c.After.ShouldBe(["D"]);
        Abc.Targets.Single(target => target.Name == "Shop").Triggers.ShouldBe(["D"]);
        Abc.Targets.Single(target => target.Name == "Hidden").Listed.ShouldBeFalse();
    }

    [Fact]
    public void A_parameter_says_whose_it_is_and_how_it_is_given()
    {
        Abc.ParametersOf("A").Select(parameter => parameter.Name).ShouldBe(["twice"]);
        var heat = Abc.Parameters.Single(parameter => parameter.Name == "heat");
        (heat.Variable, heat.Key, heat.Placeholder, heat.Default, heat.For.IsEmpty).ShouldBe(("FRIDGE_HEAT", "Heat", "off|top-and-bottom", "top-and-bottom", true));
    }

    [Fact]
    public void A_secret_is_known_by_name_and_never_by_value()
    {
        var token = BuildModel.Of(new AbcBuild { Root = "", ShopToken = "hunter22" }).Secrets.Single();

        (token.Name, token.Default).ShouldBe(("shop-token", null));
    }

    [Fact]
    public void A_parameter_for_a_target_that_is_not_there_is_a_mistake_of_the_build() =>
        Should.Throw<InvalidOperationException>(() => BuildModel.Of(new Astray { Root = "" })).Message
            .ShouldBe("The parameter Crust is for Bake, which is not a target of this build class.");

    [Fact]
    public void Every_parameter_of_the_front_door_that_names_one_target_in_its_text_is_for_it() =>
        BuildModel.Of(new Build()).Parameters.Where(parameter => parameter.Description.Split(' ')[0].EndsWith(':')).ShouldBeEmpty();

    [Theory]
    [InlineData("Slice --from loaf", "loaf", null)]
    [InlineData("Drive --from home", null, "home")]
    public async Task One_option_of_two_members_goes_to_the_target_that_was_typed(string arguments, string? slice, string? drive)
    {
        using var checkout = new ScratchFolder();
        var build = new Twofold { Root = checkout.Path };

        (await EngineRun.OfAsync(build, arguments)).ExitCode.ShouldBe(0);

        (build.SliceFrom, build.DriveFrom).ShouldBe((slice, drive));
    }

    [Theory]
    [InlineData("Slice Drive --from home", "--from means something else for each of Slice and Drive.")]
    [InlineData("Wait --from home", "--from is for Slice or Drive, and none of these was asked for.")]
    public async Task One_option_of_two_members_that_fits_both_or_none_is_refused(string arguments, string message)
    {
        using var checkout = new ScratchFolder();

        var run = await EngineRun.OfAsync(new Twofold { Root = checkout.Path }, arguments);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith(message);
    }

    private sealed class Twofold : SampleBuild
    {
        [Parameter("Of this.", Name = "from", For = [nameof(Slice)])]
        public string? SliceFrom { get; set; }

        [Parameter("From here.", Name = "from", For = [nameof(Drive)])]
        public string? DriveFrom { get; set; }

        public Target Slice => _ => _.Executes(() => { });

        public Target Drive => _ => _.Executes(() => { });

        public Target Wait => _ => _.Executes(() => { });
    }

    private sealed class Astray : SampleBuild
    {
        [Parameter("How hard.", For = ["Bake"])]
        public string? Crust { get; set; }

        public Target Slice => _ => _.Executes(() => { });
    }
}
