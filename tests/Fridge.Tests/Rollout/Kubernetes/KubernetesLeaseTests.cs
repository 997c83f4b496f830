using System.Text.Json.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Locks;
using Fridge.Testing;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>The lock's second half, in a real API server, by its clock; a Lease of these tests holds for 15 s.</summary>
[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class KubernetesLeaseTests(ApiServer server) : IAsyncLifetime
{
    private static readonly LeaseTimes Short = new() { Duration = TimeSpan.FromSeconds(15), Renewal = TimeSpan.FromSeconds(1), Again = TimeSpan.FromMilliseconds(200) };
    private static readonly LockHolder Ann = new("ann", "desk", "Deploy");
    private static readonly LockHolder Bob = new("bob", "sofa", "Stop");

    private readonly ReportRecorder report = new();
    private readonly IKubernetesApi api = server.Open();
    private string space = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Path => $"/apis/coordination.k8s.io/v1/namespaces/{space}/leases/fridge-pico";

    public async ValueTask InitializeAsync() => space = await TestNamespace.MakeAsync(api, Token);

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Taken_it_keeps_others_away_and_let_go_it_is_gone()
    {
        await using (var held = await TakeAsync(Ann))
        {
            await held.EnsureHeldAsync(Token);
            (await Should.ThrowAsync<LockBusyException>(() => TakeAsync(Bob))).Message
                .ShouldMatch(@"^pico is being changed by ann@desk for Deploy, whose lease holds for 1\d s unless it is renewed\.$");
        }

        (await api.TryGetAsync<JsonObject>(Path, Token)).ShouldBeNull();
        await using var next = await TakeAsync(Bob);
    }

    /// <summary>Nothing of it renews the Lease any more, nobody lets it go.</summary>
    [Fact]
    public async Task What_a_killed_run_left_is_waited_for_and_taken_over()
    {
        await new LeaseStore(api, space, "pico", Short).TakeAsync(LeaseHolder.New(Ann), Token);

        await using var held = await TakeAsync(Bob, wait: true);

        report.Lines.ShouldHaveSingleItem().ShouldStartWith("waiting for ann@desk for Deploy, whose lease holds for 1");
        var lease = await api.GetAsync<JsonObject>(Path, Token);
        ((string)lease["spec"]!["holderIdentity"]!).ShouldStartWith("bob@sofa for Stop");
        ((int)lease["spec"]!["leaseTransitions"]!).ShouldBe(1);
    }

    [Fact]
    public async Task It_is_renewed_as_long_as_it_is_held()
    {
        await using var held = await TakeAsync(Ann);
        var first = await RenewedAsync(Token);

        await Eventually.BecomesAsync("the Lease is renewed", Eventually.Limit, RenewedAsync, renewed => renewed > first, Token);
    }

    [Fact]
    public async Task One_that_somebody_has_taken_is_lost_and_ends_what_is_on_its_way()
    {
        await using var held = await TakeAsync(Ann);
        var change = held.ChangeAsync(token => Task.Delay(Timeout.Infinite, token), Token);

        await api.DeleteAsync(Path, (string)(await api.GetAsync<JsonObject>(Path, Token))["metadata"]!["uid"]!, Token);
        await new LeaseStore(api, space, "pico", Short).TakeAsync(LeaseHolder.New(Bob), Token);

        (await Should.ThrowAsync<LockLostException>(() => change)).Message.ShouldBe("The lock on the API server was lost: bob@sofa for Stop has taken its Lease. Nothing further was started.");
        (await api.TryGetAsync<JsonObject>(Path, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task One_that_somebody_has_deleted_is_lost_before_the_next_change()
    {
        await using var held = await TakeAsync(Ann);
        await api.DeleteAsync(Path, (string)(await api.GetAsync<JsonObject>(Path, Token))["metadata"]!["uid"]!, Token);

        (await Should.ThrowAsync<LockLostException>(() => held.EnsureHeldAsync(Token))).Message.ShouldContain("its Lease was deleted");
    }

    [Fact]
    public async Task Of_many_at_once_one_gets_it()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                return await TakeAsync(new LockHolder("ann", $"desk-{number}", "Deploy"));
            }
            catch (LockBusyException)
            {
                return null;
            }
        }));

        await tries.OfType<ILockHandle>().ShouldHaveSingleItem().DisposeAsync();
    }

    [Fact]
    public async Task With_flock_both_are_kept_and_either_one_lost_is_the_lock_lost()
    {
        var flock = new CountingLock(_ => { });
        await using var held = await TakeAsync(Ann, flock: flock);
        await held.EnsureHeldAsync(Token);
        held.Lost.IsCancellationRequested.ShouldBeFalse();

        flock.Lose();

        held.Lost.IsCancellationRequested.ShouldBeTrue();
        await Should.ThrowAsync<LockLostException>(() => held.EnsureHeldAsync(Token));
    }

    /// <summary>Before there is a Kubernetes, flock is the lock; the Lease comes as soon as an API server answers.</summary>
    [Fact]
    public async Task Before_there_is_an_API_server_flock_is_enough_and_then_the_Lease_is_taken()
    {
        var isThere = false;
        var locks = new LeaseLock(
            _ => isThere ? Task.FromResult(api) : throw KubernetesUnavailableException.NotFormed("pico", "pico-0", "admin.conf"), (_, _) => Task.CompletedTask, space, "pico", TimeProvider.System, report)
        { Times = Short };
        await using var held = await locks.AcquireAsync(() => Task.FromResult<ILockHandle>(new HeldLockDouble()), Ann, wait: false, Token);
        await held.EnsureHeldAsync(Token);
        (await api.TryGetAsync<JsonObject>(Path, Token)).ShouldBeNull();

        isThere = true;
        await held.EnsureHeldAsync(Token);

        (await api.TryGetAsync<JsonObject>(Path, Token)).ShouldNotBeNull();
    }

    private Task<ILockHandle> TakeAsync(LockHolder holder, bool wait = false, ILockHandle? flock = null) =>
        new LeaseLock(_ => Task.FromResult(api), (_, _) => Task.CompletedTask, space, "pico", TimeProvider.System, report) { Times = Short }
            .AcquireAsync(flock is null ? null : () => Task.FromResult(flock), holder, wait, Token);

    private async Task<string> RenewedTextAsync(CancellationToken cancellationToken) => (string)(await api.GetAsync<JsonObject>(Path, cancellationToken))["spec"]!["renewTime"]!;

    private async Task<DateTimeOffset> RenewedAsync(CancellationToken cancellationToken) => DateTimeOffset.Parse(await RenewedTextAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
}
