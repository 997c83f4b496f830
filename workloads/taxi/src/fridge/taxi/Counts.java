package fridge.taxi;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts everything in one place (parallelism 1), shows it by gauges, and hands on the results; rows without one go to the side
 * output {@link #REJECTED}. The tally is locked, because gauges look at it from another thread.
 */
final class Counts extends ProcessFunction<Reading, ClosestRide> implements CheckpointedFunction {
    static final OutputTag<RejectedRow> REJECTED = new RejectedTag();

    private static final long serialVersionUID = 1;

    private final Places places;
    private transient Tally tally;
    private transient TallyState state;
    private transient Results results;
    private transient CheckpointTotals checkpoints;
    private transient OptionalLong restoredFrom;

    Counts(Places places) {
        this.places = places;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        tally = new Tally(places.table());
        checkpoints = new CheckpointTotals();
        restoredFrom = context.getRestoredCheckpointId();
        state = new TallyState(context.getOperatorStateStore());
        state.restore(tally);
    }

    @Override
    public void open(OpenContext context) {
        results = new Results(getRuntimeContext(), tally);
        var metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge("status", this::status);
        metrics.gauge("total", () -> locked(() -> tally.totals.total));
        metrics.gauge("gaps", () -> locked(() -> tally.totals.gaps));
        metrics.gauge("duplicates", () -> locked(() -> tally.totals.duplicates));
    }

    @Override
    public void processElement(Reading reading, Context context, Collector<ClosestRide> out) {
        synchronized (tally) {
            tally.add(reading);
        }
        results.add(reading);
        if (reading.located()) {
            out.collect(new ClosestRide(reading));
        } else {
            context.output(REJECTED, new RejectedRow(reading));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.save(tally);
        checkpoints.add(context.getCheckpointId(), tally.totals.total);
    }

    private String status() {
        return locked(() -> StatusJson.status(tally, restoredFrom, checkpoints.recent()));
    }

    private <T> T locked(Supplier<T> read) {
        synchronized (tally) {
            return read.get();
        }
    }

    /** A class of its own keeps the element's type, which a lambda or a diamond would erase. */
    private static final class RejectedTag extends OutputTag<RejectedRow> {
        private static final long serialVersionUID = 1;

        RejectedTag() {
            super("rejected");
        }
    }
}
