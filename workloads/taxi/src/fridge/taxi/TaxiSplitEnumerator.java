package fridge.taxi;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Gives reader i of n the files whose index leaves i when divided by n. Once given, a file's position is the reader's state; after a
 * restart at another parallelism Flink itself spreads those states over the readers, and nothing is pending here.
 */
final class TaxiSplitEnumerator implements SplitEnumerator<FileSplit, List<FileSplit>> {
    private final SplitEnumeratorContext<FileSplit> context;
    private final List<FileSplit> pending;

    TaxiSplitEnumerator(SplitEnumeratorContext<FileSplit> context, List<FileSplit> pending) {
        this.context = context;
        this.pending = new ArrayList<>(pending);
    }

    @Override
    public void addReader(int subtask) {
        for (var split : pending.stream().filter(split -> split.index() % context.currentParallelism() == subtask).toList()) {
            context.assignSplit(split, subtask);
            pending.remove(split);
        }
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public void addSplitsBack(List<FileSplit> splits, int subtask) {
        pending.addAll(splits);
    }

    @Override
    public List<FileSplit> snapshotState(long checkpointId) {
        return List.copyOf(pending);
    }

    @Override
    public void start() {
        // Readers are served as they register.
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // A reader never asks: it gets all its files at once.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
