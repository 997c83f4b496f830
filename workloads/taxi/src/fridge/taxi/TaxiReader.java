package fridge.taxi;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/** Reads its files at their share of the rate. Between rows the task's thread is free: a timer completes the availability. */
final class TaxiReader implements SourceReader<TaxiRow, FileSplit> {
    private final RowCursor cursor;
    private final double rowsPerSecondAndFile;
    private final Pace pace = new Pace();
    private final CheckpointTotals checkpoints = new CheckpointTotals();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(TaxiReader::thread);
    private final int subtask;
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean noMoreSplits;

    TaxiReader(SourceReaderContext context, RowCursor cursor, double rowsPerSecondAndFile) {
        this.cursor = cursor;
        this.rowsPerSecondAndFile = rowsPerSecondAndFile;
        this.subtask = context.getIndexOfSubtask();
        context.metricGroup().gauge("position", () -> StatusJson.position(subtask, cursor.position(), checkpoints.recent()));
    }

    @Override
    public void start() {
        // Files come from the enumerator or from a checkpoint.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<TaxiRow> output) {
        if (cursor.exhausted()) {
            return noMoreSplits ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        if (pace.nanosUntilDue(System.nanoTime()) > 0) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        output.collect(cursor.next());
        pace.taken(System.nanoTime());
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (cursor.exhausted()) {
            return noMoreSplits ? CompletableFuture.completedFuture(null) : waiting();
        }
        var nanos = pace.nanosUntilDue(System.nanoTime());
        if (nanos <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        return waking(nanos);
    }

    @Override
    public void addSplits(List<FileSplit> splits) {
        cursor.add(splits);
        pace.rate(rowsPerSecondAndFile * cursor.size());
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.complete(null);
    }

    @Override
    public List<FileSplit> snapshotState(long checkpointId) {
        var position = cursor.position();
        checkpoints.add(checkpointId, position.stream().mapToLong(FileSplit::sequence).sum());
        return position;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private CompletableFuture<Void> waiting() {
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        return available;
    }

    private CompletableFuture<Void> waking(long nanos) {
        if (available.isDone()) {
            var next = new CompletableFuture<Void>();
            timer.schedule(() -> next.complete(null), nanos, TimeUnit.NANOSECONDS);
            available = next;
        }
        return available;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "taxi-pace");
        thread.setDaemon(true);
        return thread;
    }
}
