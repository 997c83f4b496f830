using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>The life of a shelf, from nothing to nothing, as people and bad luck treat it. One shelf, steps in order.</summary>
[Trait("Suite", "ci")]
[Collection(ByStep.OneShelfAtATime)]
[TestMethodOrderer(typeof(ByStep))]
public sealed partial class DeployTests(DeployTests.Life life) : IClassFixture<DeployTests.Life>
{
    private static readonly TimeSpan ColdLimit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan WarmLimit = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact, Step(1)]
    public async Task Deploy_KilledEarlyOnAnEmptyMachine_TheNextOneStartsClean()
    {
        var n = life.Kills.Random.Next(5, 40);

        using var killed = await FridgeRun.ToEndAsync(life.First, $"Deploy {life.Shelf.Options}", ColdLimit, (step, _) => step == n);

        killed.ExitCode.ShouldBe(137, $"killed at event {n}: {killed.Evidence()}");
    }

    /// <summary>The Pis run, and no swarm is formed: what a rerun reads there answers nothing yet.</summary>
    [Fact, Step(2)]
    public async Task Deploy_KilledBeforeTheHostsConverge_LeavesPisThatTheNextOneTakes()
    {
        using var killed = await FridgeRun.ToEndAsync(
            life.First, $"Deploy {life.Shelf.Options}", ColdLimit, (_, happened) => FridgeRun.IsStartOf(happened, "Provision"));

        killed.ExitCode.ShouldBe(137, killed.Evidence());
    }

    [Fact, Step(3)]
    public async Task Deploy_FromNothing_RunsTheJobOnThreeNodes()
    {
        using var deploy = await FridgeRun.ToEndAsync(life.First, $"Deploy {life.Shelf.Options}", ColdLimit);

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        (await Shelf.OnPiAsync("e2e-0", "node", "ls", "--format", "{{.Status}}")).Split('\n').ShouldBe(["Ready", "Ready", "Ready"]);
        var job = await RunningAsync(2);
        deploy.Screen.ShouldContain("VIRTUAL");
        deploy.Screen.ShouldContain(job.Id);
        deploy.Screen.ShouldContain($"{Shelf.Manager}:{Shelf.UiPort}");
        (await Shelf.OnAsync("e2e-0", "find /var/lib/fridge -name '*.jsa'")).ShouldNotBeEmpty("the manager has no classes for the JobManager's next start");
        foreach (var pi in (string[])["e2e-1", "e2e-2"])
            (await Shelf.OnAsync(pi, "grep -l flink.jsa /proc/[0-9]*/maps || true")).ShouldNotBeEmpty($"{pi}: no JVM maps the recorded classes");
    }

    [Fact, Step(4)]
    public async Task Job_Running_CountsEveryRideOnce()
    {
        var job = await Eventually.BecomesAsync(
            "rides are counted", RecoveryLimit, token => TaxiJob.ReadAsync(life.Shelf.Flink, token), job => job.Status is not null && job.Total > 100, Cancelled);

        job.ShouldBeExact();
        using var status = await FridgeRun.ToEndAsync(life.First, $"Status {life.Shelf.Options}", WarmLimit);
        status.ExitCode.ShouldBe(0, status.Evidence());
        status.Screen.ShouldMatch(@"counts\.total: \d+");
    }

    /// <summary>This machine may ask Flink's REST, and no more.</summary>
    [Fact, Step(5)]
    public async Task Prometheus_SeesTheJobAndEveryNode_AndAnswersTheNodesAlone()
    {
        await new PrometheusView(Shelf.Container("e2e-0"), Shelf.Watcher, Shelf.PrometheusPort).ShouldSeeJobAndNodesAsync(["e2e-0", "e2e-1", "e2e-2"], Cancelled);

        (await Shelf.ReachesAsync(Shelf.Manager, Shelf.UiPort)).ShouldBeTrue("flink.allowFrom lets this machine ask Flink");
        (await Shelf.ReachesAsync(Shelf.Watcher, Shelf.PrometheusPort)).ShouldBeFalse("this machine asks Prometheus");
    }

    /// <summary>With every task's own eyes, the orchestrator's word, and all that the runs have left here.</summary>
    [Fact, Step(6)]
    public async Task Secret_OfTheClusterFile_IsInFlinksConfigurationAndNowhereElse()
    {
        foreach (var pi in (string[])["e2e-0", "e2e-1", "e2e-2"])
        {
            (await Shelf.OnAsync(pi, $"grep -slF '{Clone.Secret}' /proc/[0-9]*/root/run/flink/* || true"))
                .ShouldNotBeEmpty($"{pi}: no Flink has the secret");
        }

        (await Shelf.OnPiAsync("e2e-0", "secret", "ls", "--format", "{{.Name}}")).ShouldContain("s3");
        (await life.Shelf.Flink.GetAsync("jobmanager/config", Cancelled)).EnumerateArray()
            .Single(option => option.GetProperty("key").GetString() == "s3.secret-key").GetProperty("value").GetString().ShouldBe("******");

        var told = string.Join('\n',
            await Shelf.OnAsync("e2e-0", "docker service ls -q | xargs docker service inspect; docker config ls -q | xargs docker config inspect; docker service logs e2e_jobmanager 2>&1"),
            await Shelf.OnAsync("e2e-0", "docker ps -aq | xargs docker inspect; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\\0' '\\n'"));
        told.ShouldNotContain(Clone.Secret);
        foreach (var file in Written(Path.Combine(life.First.Folder, "artifacts")).Concat(Written(Path.Combine(life.First.Home, ".local", "state"))))
            (await File.ReadAllTextAsync(file, Cancelled)).ShouldNotContain(Clone.Secret, customMessage: file);
    }

    private static string[] Written(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    [Fact, Step(7)]
    public async Task Deploy_FromAColleaguesClone_ChangesAndBuildsNothing()
    {
        var before = await StateAsync();

        using var deploy = await FridgeRun.ToEndAsync(life.Colleague, $"Deploy {life.Shelf.Options}", WarmLimit);

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        (await StateAsync()).ShouldBe(before);
        deploy.Screen.ShouldContain("nothing changed", Case.Insensitive);
        Directory.Exists(Path.Combine(life.Colleague.Home, ".cache", "fridge", "layouts")).ShouldBeFalse("something was built");
    }

    [Fact, Step(12)]
    public async Task Deploy_TwoAtOnce_OneIsToldWhoHoldsTheLock()
    {
        // A change of the job is held long enough for the other to find it.
        life.Shelf.WriteClusterFile(rate: 17);
        using var one = FridgeRun.Start(life.First, $"Deploy {life.Shelf.Options}");
        using var other = FridgeRun.Start(life.First, $"Deploy {life.Shelf.Options}");
        await Task.WhenAll(one.WaitAsync(WarmLimit), other.WaitAsync(WarmLimit));

        new[] { one.ExitCode, other.ExitCode }.Order().ToArray().ShouldBe(new[] { 0, 1 }, $"{one.Evidence()}\n---\n{other.Evidence()}");
        var (done, refused) = one.ExitCode == 1 ? (other, one) : (one, other);
        life.Kills.StepsOfAChange = done.Steps;
        foreach (var told in (string[])[Environment.UserName, "for Deploy since", "--wait"])
            refused.Screen.ShouldContain(told, Case.Sensitive, refused.Evidence());
    }

    [Fact, Step(13)]
    public async Task Worker_KilledAndBack_TheJobGoesOnFromACheckpoint()
    {
        var before = await Eventually.BecomesAsync(
            "a checkpoint is complete", RecoveryLimit, token => TaxiJob.ReadAsync(life.Shelf.Flink, token), job => job.Checkpoints > 0 && job.Status is not null, Cancelled);
        await Shelf.DockerAsync("kill", Shelf.Container("e2e-2"));

        var resumed = await Eventually.BecomesAsync(
            "the job goes on without the worker", RecoveryLimit,
            token => TaxiJob.ReadAsync(life.Shelf.Flink, token),
            job => job.State == "RUNNING" && job.Status is not null && job.RestoredFrom > 0 && job.Total > before.Total,
            Cancelled);
        resumed.Id.ShouldBe(before.Id);
        resumed.ShouldBeExact();

        using var start = await FridgeRun.ToEndAsync(life.First, $"Start {life.Shelf.Options}", WarmLimit);
        start.ExitCode.ShouldBe(0, start.Evidence());
        (await RunningAsync(2)).ShouldBeExact();
    }

    [Theory, Step(14)]
    [InlineData(1, 11)]
    [InlineData(2, 13)]
    public async Task Deploy_KilledAnywhere_ARerunConvergesToOneJob(int round, int rate)
    {
        await life.KillOnceAsync(round, rate, WarmLimit);

        (await RunningAsync(2)).ShouldBeExact();
        (await Shelf.OnPiAsync("e2e-0", "service", "inspect", "e2e_jobmanager", "--format", "{{json .Spec}}")).ShouldNotBeEmpty();
    }

    [Fact, Step(15)]
    public async Task Deploy_Interrupted_Exits130AndSaysWhereItStopped()
    {
        life.Shelf.WriteClusterFile(rate: 17);
        using var deploy = FridgeRun.Start(life.First, $"Deploy {life.Shelf.Options}");
        await deploy.StartedAsync("Rollout", WarmLimit);
        deploy.Signal("INT");
        await deploy.WaitAsync(WarmLimit);

        deploy.ExitCode.ShouldBe(130, deploy.Evidence());
        deploy.Screen.ShouldMatch("Rollout +interrupted", deploy.Evidence());
    }

    [Fact, Step(16)]
    public async Task Destroy_AfterAll_LeavesNothing()
    {
        using var destroy = await FridgeRun.ToEndAsync(life.First, $"Destroy {life.Shelf.Options}", WarmLimit);

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(life.TracesBefore).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(life.First.Home, ".local", "state", "fridge", Shelf.Name)).ShouldBeEmpty("keys are left");
    }

    private Task<TaxiJob> RunningAsync(int parallelism) => TaxiJob.RunningAsync(life.Shelf.Flink, parallelism, RecoveryLimit, Cancelled);

    /// <summary>What a Deploy that changes nothing leaves as it is: containers, services and their versions, configs.</summary>
    private static async Task<string> StateAsync() => string.Join('\n',
        await Shelf.DockerAsync("ps", "--no-trunc", "--filter", $"label=fridge.cluster={Shelf.Name}", "--format", "{{.ID}} {{.Names}}"),
        await ServicesAsync(),
        await Shelf.OnPiAsync("e2e-0", "ps", "--no-trunc", "--format", "{{.ID}}"),
        await Shelf.OnPiAsync("e2e-1", "ps", "--no-trunc", "--format", "{{.ID}}"));

    /// <summary>One shelf, its first clone and the seed of its bad luck.</summary>
    public sealed class Life : IAsyncLifetime
    {
        public Shelf Shelf { get; } = new();

        public SeededKills Kills { get; } = new();

        public Clone First { get; private set; } = null!;

        public Clone Colleague => field ??= Clone.Make(Shelf.Folder, "colleague");

        public IReadOnlySet<string> TracesBefore { get; private set; } = new HashSet<string>();

        public async ValueTask InitializeAsync()
        {
            First = Clone.Make(Shelf.Folder, "first");
            if (await Shelf.HasTracesAsync())
                (await FridgeRun.ToEndAsync(First, $"Destroy {Shelf.Options} --wait", WarmLimit)).Dispose();
            TracesBefore = await Shelf.TracesAsync();
        }

        /// <summary>A changed job, its Deploy killed.</summary>
        public Task KillOnceAsync(int round, int rate, TimeSpan limit)
        {
            Shelf.WriteClusterFile(rate);
            return Kills.OnceAsync(First, $"Deploy {Shelf.Options}", round, limit);
        }

        public async ValueTask DisposeAsync()
        {
            using (await FridgeRun.ToEndAsync(First, $"Destroy {Shelf.Options} --wait", WarmLimit))
                await Shelf.DisposeAsync();
        }
    }
}
