using Fridge.Model;
using Fridge.Rollout.Gates;
using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Gates;

public sealed class RolloutLimitsTests
{
    [Fact]
    public void WhatTheFileSays_IsTheLimit_AndTheRestStaysAsItIs() =>
        RolloutLimits.Of(Parse("limits: {gates: {jobRunning: 12m, tasks: 90s}, pull: 1h}")).ShouldBe(new RolloutLimits
        {
            Job = TimeSpan.FromMinutes(12),
            Tasks = TimeSpan.FromSeconds(90),
            Pull = TimeSpan.FromHours(1),
        });

    [Theory]
    [InlineData("")]
    [InlineData("limits: {}")]
    [InlineData("limits: {gates: {}}")]
    public void WhatTheFileDoesNotSay_IsTheDefault(string limits) => RolloutLimits.Of(Parse(limits)).ShouldBe(new RolloutLimits());

    [Theory]
    [InlineData("limits: {pull: 5}", "f.yaml:4:16: 'limits.pull' is '5'; expected a time from 10s to 24h, such as 90s, 5m or 2h")]
    [InlineData("limits: {gates: {jobRunning: 0s}}", "f.yaml:4:30: 'limits.gates.jobRunning' is '0s'; expected a time from 10s to 24h, such as 90s, 5m or 2h")]
    [InlineData("limits: {gates: {job: 5m}}", "f.yaml:4:18: unknown key 'limits.gates.job'; known here: firstRecords, flinkRest, jobRunning, nodes, taskManagers, tasks; did you mean 'jobRunning'?")]
    public void AnythingElse_IsRefused(string limits, string expected) =>
        Should.Throw<ClusterFileException>(() => Parse(limits)).Message.ShouldBe(expected);

    private static Cluster Parse(string limits) => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        nodes: [{name: a, address: 10.0.0.1, board: pi4-4g, os: bookworm-armhf, roles: [manager, worker]}]
        {{limits}}

        """, "f.yaml", keys: KnownKeys.All).Cluster;
}
