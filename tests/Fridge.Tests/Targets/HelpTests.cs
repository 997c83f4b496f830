using Fridge.Engine;
using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

public sealed class HelpTests
{
    private static readonly BuildModel Model = BuildModel.Of(new Build());

    public static TheoryData<string> Examples => [.. Model.Examples.Select(example => example.Arguments)];

    [Fact]
    public void EachListedTarget_IsInOneSection()
    {
        var (first, rest) = (Model.ListedTargets().First(), Model.ListedTargets().Skip(1));

        first.Targets.Select(target => target.Name).ShouldBeEmpty();
        rest.SelectMany(section => section.Targets).Select(target => target.Name).Order()
            .ShouldBe(Model.Targets.Where(target => target.Listed).Select(target => target.Name).Order());
    }

    [Fact]
    public void WhatDeployDoes_StandsInItsOrder()
    {
        var graph = TargetGraph.Of(new Build());
        var inOrder = Planner.Plan(graph, ["Deploy"], SkipRequest.None).Running.Select(target => target.Name).ToList();

        Model.Sections.Single(section => section.Title.Contains("Deploy", StringComparison.Ordinal)).Targets
            .Where(name => name is "Host" or "Provision" or "Registry" or "Push" or "Rollout")
            .ShouldBe(inOrder.Where(name => name is "Host" or "Provision" or "Registry" or "Push" or "Rollout"));
    }

    /// <summary>As the front door reads it: no target, option or shape of a value that isn't there.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void AnExample_IsReadAsItStands(string arguments)
    {
        var parameters = ParameterMembers.Of(typeof(Build));
        var line = new CommandLineParser([.. Model.Targets.Select(target => target.Name)], parameters).Parse(arguments.Split(' '));

        line.Targets.ShouldNotBeEmpty();
        foreach (var option in line.Options.Keys.Where(option => BuiltInOptions.Find(option) is null))
        {
            Model.Parameters.ShouldContain(
                parameter => parameter.Name == option && (parameter.For.IsEmpty || parameter.For.Any(line.Targets.Contains)),
                $"--{option} is no parameter of {string.Join(", ", line.Targets)}");
        }
    }
}
