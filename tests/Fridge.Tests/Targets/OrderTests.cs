using Fridge.Engine;
using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

/// <summary>Verbs beside each other on a command line: what one removes or changes, the other doesn't use at the same time.</summary>
public class OrderTests
{
    [Theory]
    [InlineData("Images Clean", "Clean", "Images")]
    [InlineData("Manifests Clean", "Clean", "Manifests")]
    [InlineData("Deploy Clean", "Clean", "PiImage")]
    [InlineData("Test Clean", "Clean", "Test")]
    [InlineData("Destroy Clean", "Clean", "Destroy")]
    [InlineData("Deploy Destroy", "Destroy", "Host")]
    [InlineData("Deploy Destroy", "Destroy", "Survey")]
    [InlineData("Deploy Destroy", "Destroy", "Nodes")]
    [InlineData("Status Destroy", "Destroy", "Attached")]
    [InlineData("Stop Destroy", "Destroy", "Stop")]
    [InlineData("Test Destroy", "Destroy", "Test")]
    [InlineData("Test Host", "Host", "Test")]
    [InlineData("Status Deploy", "Deploy", "Attached")]
    [InlineData("Logs Rollout", "Rollout", "Attached")]
    [InlineData("Facts Provision", "Provision", "Attached")]
    [InlineData("Stop Deploy", "Deploy", "Stop")]
    [InlineData("Start Deploy", "Deploy", "Start")]
    [InlineData("Start Stop", "Stop", "Start")]
    [InlineData("Start Stop", "Nodes", "Attached")]
    [InlineData("Status Start", "Start", "Status")]
    [InlineData("Logs Start", "Start", "Logs")]
    [InlineData("Facts Start", "Start", "Facts")]
    [InlineData("Status Stop", "Stop", "Status")]
    public void CommandLine_TwoVerbs_OneWaitsForTheOther(string commandLine, string first, string then)
    {
        var plan = Planner.Plan(TargetGraph.Of(new Build()), [.. commandLine.Split(' ')], SkipRequest.None);

        WaitsFor(plan, plan[then]).ShouldContain(first);
    }

    /// <summary>All that has ended when a target begins.</summary>
    private static HashSet<string> WaitsFor(RunPlan plan, PlannedTarget target) =>
        [.. target.DependsOn.Concat(target.After).SelectMany(name => WaitsFor(plan, plan[name]).Append(name))];
}
