using Fridge.Engine;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

/// <summary><c>--plan</c> of the real targets: what it says beside their tree, before there is any node.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    [Fact]
    public async Task Deploy_VirtualCluster_WhatRunsWhereAndHowItIsReached()
    {
        var run = await PlanAsync("Deploy", "virtual: {subnet: 172.30.99.0/24}");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Out.ShouldContain("taskmanager  b      1 on 1 worker of armv7");
        run.Out.ShouldContain("a     pi@172.30.99.11:22  SSH.NET  the node was made with the cluster's key\n");
    }

    [Fact]
    public async Task Deploy_RealCluster_TransportAsTheFileSaysIt()
    {
        var run = await PlanAsync("Deploy", "ssh: {user: ann, port: 2222, transport: openssh}", "address: 10.9.8.1, ", "address: 10.9.8.2, ");

        run.Out.ShouldContain("b     ann@10.9.8.2:2222  OpenSSH  the cluster file says so\n");
    }

    [Fact]
    public async Task Deploy_WhatDoesNotFit_IsRefusedByThePlanToo()
    {
        var file = folder.Write("small.yaml", """
            apiVersion: fridge/v1
            name: small
            virtual: {subnet: 172.30.99.0/24}
            flink: {taskManager: {memory: 2g}}
            nodes: [{name: a, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}]

            """);

        var run = await EngineRun.OfAsync(new Build(), $"Deploy --plan --cluster {file}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("too little memory on a.");
    }

    /// <summary>The page's commands for k3s.</summary>
    [Theory]
    [InlineData("Deploy")]
    [InlineData("Provision")]
    public async Task OnK3s_ItIsSaidFirstThatItWasNeverSeenToRun(string target)
    {
        var run = await EngineRun.OfAsync(new Build(), $"{target} --plan --cluster {Fridge.Tests.Support.Checkout.File("clusters", "three-k3s.yaml")}");

        run.ExitCode.ShouldBe(0, run.Error);
        (run.Out + run.Error).Split('\n').Take(3).ShouldContain(line => line.Contains("orchestrator: k3s was never seen to run: its files and the plan are tested, no node has started it", StringComparison.Ordinal));
    }

    /// <summary>Its nodes are to be asked for, even for a plan.</summary>
    [Theory]
    [InlineData("kubeconfig: nowhere\nregistry: {url: r.example.org}", "nowhere can't be used: there is no such file.")]
    [InlineData("kubeconfig: broken\nregistry: {url: r.example.org}", "broken can't be used: ")]
    [InlineData("kubeconfig: broken", "'registry' is missing with the orchestrator 'kubernetes'; registry: {url, credentials} names one that the cluster's nodes can pull from")]
    public async Task Deploy_OfAKubernetesThatIsThere_WithoutAWayToIt_EndsWith2(string lines, string expected)
    {
        folder.Write("broken", "{server: [");

        var run = await EngineRun.OfAsync(new Build(), $"Deploy --plan --cluster {folder.Write("there.yaml", $"apiVersion: fridge/v1\nname: there\norchestrator: kubernetes\n{lines}\n")}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(expected);
    }

    /// <summary>Exit code 2 means that nothing was done.</summary>
    [Fact]
    public void Deploy_LooksAtMemoryAndTemplates_BeforeItTouchesTheMachine()
    {
        var plan = Planner.Plan(TargetGraph.Of(new Build()), ["Deploy"], SkipRequest.None);

        plan.Targets.Single(target => target.Name == "Host").After.ShouldBe(["Memory", "Templates", "Secrets", "ImageLogin"], ignoreOrder: true);
        var reaching = new HashSet<string> { "Host" };
        foreach (var target in plan.Targets.Where(target => target.DependsOn.Any(reaching.Contains)))
            reaching.Add(target.Name);
        plan.Targets.Select(target => target.Name).Except(reaching).ShouldBe(["Memory", "Templates", "Secrets", "ImageLogin"], ignoreOrder: true);
    }

    [Fact]
    public async Task Images_ReachesNoNode()
    {
        var run = await PlanAsync("Images", "virtual: {subnet: 172.30.99.0/24}");

        run.Out.ShouldNotContain("how the nodes are reached");
        run.Out.ShouldNotContain("what runs where");
    }

    [Fact]
    public async Task ClusterFile_NamedByTheEnvironment_IsTheOne()
    {
        var file = Shelf("virtual: {subnet: 172.30.99.0/24}");

        var run = await EngineRun.OfAsync(new Build(), "Memory --plan", new() { ["FRIDGE_CLUSTER"] = file });
        var missing = await EngineRun.OfAsync(new Build(), "Memory --plan", new() { ["FRIDGE_CLUSTER"] = "none.yaml" });

        run.Out.ShouldStartWith("shelf: VIRTUAL");
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldContain("chosen by FRIDGE_CLUSTER");
    }

    [Fact]
    public async Task Destroy_WithAnEmptyCluster_IsNoDestroyOfTheDefault()
    {
        var run = await EngineRun.OfAsync(new Build(), ["Destroy", "--cluster", "", "--plan"]);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("--cluster has an empty value.");
    }

    public void Dispose() => folder.Dispose();

    private Task<EngineRun> PlanAsync(string target, string section, string a = "", string b = "") =>
        EngineRun.OfAsync(new Build(), $"{target} --plan --cluster {Shelf(section, a, b)}");

    private string Shelf(string section, string a = "", string b = "") => folder.Write("shelf.yaml", $$"""
        apiVersion: fridge/v1
        name: shelf
        {{section}}
        flink:
          taskManager: {replicas: 1}
        nodes:
          - {name: a, {{a}}board: pi3b, os: bookworm-armhf, roles: [manager]}
          - {name: b, {{b}}board: pi3b, os: bookworm-armhf, roles: [worker]}

        """);
}
