using Fridge.Nodes.Locks;
using Fridge.Rollout.Orchestration;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Memory;

public sealed class LockedChangesTests
{
    private readonly MemoryOrchestrator cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_deletions_are_asked_for_one_by_one_and_end_with_the_lock()
    {
        var held = new LosingLock(cluster, after: 2);
        var changes = cluster.Under(held);
        foreach (var number in new[] { "1", "2", "3" })
            await cluster.Changes.StoreAsync(new StoredRecord(number, StoredRecord.Intent, "{}"), Token);
        var records = cluster.State.Records;

        await Should.ThrowAsync<LockLostException>(() => changes.DeleteAsync(records, [], Token));

        cluster.State.Records.ShouldHaveSingleItem().Release.ShouldBe("3");
    }

    private sealed class LosingLock(MemoryOrchestrator cluster, int after) : Nodes.Locks.HeldLockDouble
    {
        private readonly CountingLock held = cluster.NewLock();
        private int asked;

        public override Task EnsureHeldAsync(CancellationToken cancellationToken)
        {
            if (++asked > after)
                held.Lose();
            return held.EnsureHeldAsync(cancellationToken);
        }
    }
}
