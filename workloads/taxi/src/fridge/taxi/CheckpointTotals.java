package fridge.taxi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The totals as of the last checkpoints: at the same checkpoint those of the readers add up to that of the counts, while at an instant
 * rows are on their way. Several, because the tasks report a checkpoint one after the other.
 */
final class CheckpointTotals {
    private static final int KEPT = 5;

    /** The total when the checkpoint's barrier passed. */
    record Entry(long checkpoint, long total) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void add(long checkpoint, long total) {
        entries.addLast(new Entry(checkpoint, total));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    /** Oldest first. */
    synchronized List<Entry> recent() {
        return List.copyOf(entries);
    }
}
