using Fridge.Engine;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

/// <summary><c>--skip</c> of the real targets: what has a stored result, and what never has.</summary>
public sealed class SkipTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    [Theory]
    [InlineData("Memory")]
    [InlineData("Images")]
    [InlineData("PiImage")]
    public async Task InputsHash_IsThatOfTheClusterAndTheFiles(string target)
    {
        var first = await HashAsync(target, "virtual: {}", "pi3b");
        var again = await HashAsync(target, "virtual: {}", "pi3b");
        var other = await HashAsync(target, "", "pi4-2g");

        again.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("Nodes")]
    [InlineData("Provision")]
    public async Task Deploy_WithoutWhatItsTargetsHold_IsRefusedWithWhatCanBeSkipped(string target)
    {
        var run = await PlanAsync(new Build(), $"Deploy --skip {target}", "virtual: {}", "pi3b");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith($"{target} can't be skipped: ");
        run.Error.ShouldContain("These can be skipped: --skip Memory PiImage Images Push Rollout CollectRegistry\n");
    }

    [Fact]
    public async Task Deploy_WithoutImages_IsPlanned()
    {
        var run = await PlanAsync(new Build(), "Deploy --skip Images Memory", "virtual: {}", "pi4-2g");

        run.ExitCode.ShouldBe(0, run.Error);
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> HashAsync(string target, string section, string board)
    {
        var build = new Build();
        await PlanAsync(build, target, section, board);
        return await TargetGraph.Of(build)[target].Settings.InputsHash!(TestContext.Current.CancellationToken);
    }

    private Task<EngineRun> PlanAsync(Build build, string arguments, string section, string board)
    {
        var file = folder.Write("shelf.yaml", $$"""
            apiVersion: fridge/v1
            name: {{board}}
            {{section}}
            nodes:
              - {name: a, {{(section == "" ? "address: 10.9.8.1, " : "")}}board: {{board}}, os: bookworm-armhf, roles: [manager, worker]}

            """);
        return EngineRun.OfAsync(build, $"{arguments} --plan --cluster {file}");
    }
}
