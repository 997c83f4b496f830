using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Releases;
using Fridge.Tests.Manifests;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Memory;

/// <summary>Secrets on their way through releases: created before what uses them, kept as long as a kept release names them, never in a record.</summary>
public sealed class SecretLifeTests
{
    private const string Key = "flink.config.a.password";

    private static readonly RolloutLimits Quick = new() { Poll = TimeSpan.FromMilliseconds(1) };

    private readonly MemoryOrchestrator cluster = new();
    private readonly Redactor redactor = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReleaseRollout Rollout => new(cluster, TimeProvider.System, new ReportRecorder(), redactor);

    private IEnumerable<string> Held => cluster.State.Secrets.Select(secret => secret.Name);

    [Fact]
    public async Task Secret_IsCreatedBeforeWhatUsesIt_AndOnce()
    {
        await DeployAsync(1, "hunter2hunter2");
        await DeployAsync(1, "hunter2hunter2");

        cluster.Events.Where(happened => happened.StartsWith("store secrets", StringComparison.Ordinal) || happened.StartsWith("apply", StringComparison.Ordinal)).ShouldBe(["store secrets pico_a-1", "apply 0", "apply 1"]);
        cluster.Secrets["pico_a-1"].ShouldBe("a.password: hunter2hunter2\n");
        cluster.State.Records.ShouldAllBe(record => !record.Content.Contains("hunter2"));
    }

    [Fact]
    public async Task GeneratedSecret_IsMadeOnce_AndHidden()
    {
        await DeployAsync(1, value: null);
        var content = cluster.Secrets["pico_a-1"];
        await DeployAsync(1, value: null);

        content.ShouldMatch("^a.password: \"?[A-Za-z0-9]{32}\"?\n$");
        redactor.Redact($"it is {content.Trim()}").ShouldBe("it is ***");
        cluster.Secrets.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task KeptRelease_KeepsItsSecret_AndIsAppliedAgainWithIt()
    {
        await DeployAsync(1, "hunter2hunter2");
        await DeployAsync(2, "another hunter2");
        Held.ShouldBe(["pico_a-1", "pico_a-2"]);

        await Rollout.ReapplyAsync(1, "bob@desk", Quick, cluster.NewLock(), Token);

        cluster.State.Find("jobmanager")!.Secrets.ShouldBe(["pico_a-1"]);
        cluster.Secrets.Count.ShouldBe(2, "a kept release's secrets are there");
    }

    [Fact]
    public async Task KeptReleaseWhoseSecretIsGone_IsRefusedByName()
    {
        await DeployAsync(1, "hunter2hunter2");
        await DeployAsync(2, "another hunter2");
        await cluster.Changes.DeleteSecretsAsync([cluster.State.Secrets[0]], Token);

        (await Should.ThrowAsync<FridgeException>(Rollout.ReapplyAsync(1, "bob@desk", Quick, cluster.NewLock(), Token)))
            .Message.ShouldBe("Release 1 of pico can't be applied again: somebody has deleted pico_a-1.");
    }

    [Fact]
    public async Task SecretThatNoKeptReleaseNames_IsDeleted()
    {
        for (var version = 1; version <= Retention.Done + 2; version++)
            await DeployAsync(version, $"hunter2 number {version}");

        Held.ShouldBe(Enumerable.Range(3, Retention.Done).Select(version => $"pico_a-{version}"));
    }

    private Task<RolloutResult> DeployAsync(int version, string? value)
    {
        var rendered = new MemoryRendering(version).Rehearse(MemoryRendering.NoTemplates, Samples.RealSession, Samples.Plan);
        var secret = new ReleaseSecret($"pico_a-{version}", Key, ["a.password"]);
        var release = rendered with
        {
            Secrets = [secret],
            Workloads = [.. rendered.Workloads.Select(workload => workload with { Secrets = [secret.Name] })],
        };
        var values = ImmutableSortedDictionary<string, Secret?>.Empty.Add(Key, value is null ? null : redactor.Hide(value));
        return Rollout.RunAsync(new RolloutRequest(release, Records.Origin) { Limits = Quick, Secrets = new ClusterSecrets(values) }, cluster.NewLock(), Token);
    }
}
