using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Fridge.Tests.Pipelines;

/// <summary>What every workflow holds to, a person's own in that folder too.</summary>
public sealed partial class WorkflowRulesTests
{
    public static TheoryData<string> Files => [.. WorkflowYaml.All.Select(file => file.Name)];

    [Fact]
    public void ThereIsOne_BesideTheSample() => WorkflowYaml.All.Count().ShouldBeGreaterThan(1);

    [Theory]
    [MemberData(nameof(Files))]
    public void EachAction_IsNamedByCommit_AndItsVersionStandsBeside(string file)
    {
        var workflow = Find(file);
        var uses = workflow.Text.Split('\n').Where(line => line.TrimStart(' ', '-').StartsWith("uses:", StringComparison.Ordinal)).ToList();

        uses.Count.ShouldBe(workflow.Steps.Count(step => WorkflowYaml.Value(step, "uses") is not null));
        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(line => Pinned().IsMatch(line));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void NoScript_HasAnExpressionInIt(string file) =>
        Find(file).Steps.Select(step => WorkflowYaml.Value(step, "run") ?? "").ShouldAllBe(script => !script.Contains("${{"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Secrets_AreInTheEnvironmentOfSingleStepsAlone(string file)
    {
        var workflow = Find(file);
        var inSteps = workflow.Steps.Where(step => step.Children.ContainsKey("env")).SelectMany(step => WorkflowYaml.Map(step["env"]).Children.Values).Count(IsSecret);

        Scalars(workflow.Root).Count(IsSecret).ShouldBe(inSteps);
        workflow.Text.ShouldNotContain("secrets: inherit");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void NobodyHasARight_ThatHisJobDoesNotName(string file)
    {
        var workflow = Find(file);

        WorkflowYaml.Map(workflow.Root["permissions"]).Children.ShouldBeEmpty();
        foreach (var (name, job) in workflow.Jobs)
        {
            var rights = WorkflowYaml.Map(job["permissions"]).Children;
            rights.ShouldNotBeEmpty(name);
            rights.Values.ShouldAllBe(access => access.ToString() == "read" || access.ToString() == "write");
        }
    }

    /// <summary>It would run a stranger's code with this repository's rights.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void NothingIsTriggered_ByAPullRequestsTarget(string file) =>
        WorkflowYaml.Map(Find(file).Root["on"]).Children.Keys.Select(key => key.ToString()).ShouldBeSubsetOf(["pull_request", "push", "schedule", "workflow_dispatch"]);

    [Theory]
    [MemberData(nameof(Files))]
    public void WhatAPullRequestRuns_MayReadAndNothingElse(string file)
    {
        var workflow = Find(file);
        if (!WorkflowYaml.Map(workflow.Root["on"]).Children.ContainsKey("pull_request"))
            return;
        foreach (var (name, job) in workflow.Jobs.Where(job => WorkflowYaml.Value(job.Node, "if") is null))
            WorkflowYaml.Map(job["permissions"]).Children.ShouldAllBe(right => right.Key.ToString() == "contents" && right.Value.ToString() == "read", name);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void EachJob_HasALimitAndAContainerByDigest(string file)
    {
        foreach (var (name, job) in Find(file).Jobs)
        {
            int.Parse(WorkflowYaml.Value(job, "timeout-minutes")!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 360, name);
            WorkflowYaml.Value(WorkflowYaml.Map(job["container"]), "image")!.ShouldContain("@sha256:");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ACheckout_KeepsNoTokenInTheFolder(string file)
    {
        var checkouts = Find(file).Steps.Where(step => WorkflowYaml.Value(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true).ToList();

        checkouts.Count.ShouldBe(Find(file).Jobs.Count());
        checkouts.ShouldAllBe(step => WorkflowYaml.Value(WorkflowYaml.Map(step["with"]), "persist-credentials") == "false");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ARun_HasAGroup_AndOnlyAPullRequestsIsEndedByTheNext(string file)
    {
        var concurrency = WorkflowYaml.Map(Find(file).Root["concurrency"]);

        WorkflowYaml.Value(concurrency, "group")!.ShouldEndWith("${{ github.ref }}");
        WorkflowYaml.Value(concurrency, "cancel-in-progress").ShouldBeOneOf("false", "${{ github.event_name == 'pull_request' }}");
    }

    private static WorkflowYaml Find(string name) => WorkflowYaml.All.Single(file => file.Name == name);

    private static bool IsSecret(YamlNode node) => node.ToString() is var text && (text.Contains("secrets.") || text.Contains("github.token"));

    private static IEnumerable<YamlNode> Scalars(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(child => Scalars(child.Key).Concat(Scalars(child.Value))),
        YamlSequenceNode list => list.SelectMany(Scalars),
        _ => [node],
    };

    [GeneratedRegex(@"^\s+(- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
