using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine;

public class DefinitionTests
{
    [Fact]
    public void A_definition_keeps_what_its_verbs_say()
    {
        var build = new Sample();

        var settings = build.B(new TargetDefinition<Baked>()).Settings;

        settings.Description.ShouldBe("Bakes");
        settings.ResultType.ShouldBe(typeof(Baked));
        settings.DependsOn.ShouldHaveSingleItem().ShouldBe(build.A);
        settings.Requirements.ShouldHaveSingleItem().Text.ShouldBe("Flour");
    }

    private sealed record Baked(int Loaves);

    private sealed class Sample : FridgeBuild
    {
        [Parameter("Grams")]
        public string? Flour { get; set; }

        public Target A => _ => _.Executes(() => { });

        public Target<Baked> B => _ => _
            .Description("Bakes")
            .DependsOn(A)
            .Requires(() => Flour)
            .InputsHash(() => Flour ?? "")
            .Executes(async (run, cancellation) =>
            {
                await Task.Yield();
                run.Outcome("2 loaves");
                return new Baked(2);
            });

        public Target C => _ => _.DependsOn(A, B).Executes((run, _) =>
        {
            run.Report.Info($"{run.ResultOf(B).Loaves}");
            return Task.CompletedTask;
        });
    }
}
