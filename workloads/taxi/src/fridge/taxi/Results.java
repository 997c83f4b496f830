package fridge.taxi;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The job's accumulators: what a bounded run returns. Flink starts them from zero after a restart, so they begin with what was
 * restored.
 */
final class Results {
    static final String RIDES = "rides";
    static final String UNLOCATED = "unlocated";
    static final String MALFORMED = "malformed";
    static final String MILLIMETRES = "millimetres";
    static final String PLACE = "place.";

    private final RuntimeContext context;
    private final LongCounter rides;
    private final LongCounter unlocated;
    private final LongCounter malformed;
    private final LongCounter millimetres;
    private final Map<String, LongCounter> places = new HashMap<>();

    Results(RuntimeContext context, Tally restored) {
        this.context = context;
        rides = counter(RIDES, restored.totals.total - restored.totals.malformed);
        unlocated = counter(UNLOCATED, restored.totals.unlocated);
        malformed = counter(MALFORMED, restored.totals.malformed);
        millimetres = counter(MILLIMETRES, restored.totals.millimetres);
        restored.places.forEach((place, count) -> places.put(place, counter(PLACE + place, count)));
    }

    void add(Reading reading) {
        if (reading.malformed()) {
            malformed.add(1);
            return;
        }
        rides.add(1);
        if (reading.located()) {
            places.get(reading.place).add(1);
            millimetres.add(Tally.millimetres(reading));
        } else {
            unlocated.add(1);
        }
    }

    private LongCounter counter(String name, long start) {
        var counter = new LongCounter(start);
        context.addAccumulator(name, counter);
        return counter;
    }
}
