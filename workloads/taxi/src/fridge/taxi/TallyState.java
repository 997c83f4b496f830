package fridge.taxi;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/** The tally in checkpoints: a list for each part, of types that may gain fields. */
final class TallyState {
    private final ListState<Tuple2<String, Long>> places;
    private final ListState<FilePosition> positions;
    private final ListState<Totals> totals;
    private final ListState<ClosestRide> lastRides;
    private final ListState<RejectedRow> lastRejected;

    TallyState(OperatorStateStore store) throws Exception {
        places = list(store, "places", Types.TUPLE(Types.STRING, Types.LONG));
        positions = list(store, "positions", Types.POJO(FilePosition.class));
        totals = list(store, "totals", Types.POJO(Totals.class));
        lastRides = list(store, "last-rides", Types.POJO(ClosestRide.class));
        lastRejected = list(store, "last-rejected", Types.POJO(RejectedRow.class));
    }

    void save(Tally tally) throws Exception {
        places.update(tally.places.entrySet().stream().map(place -> Tuple2.of(place.getKey(), place.getValue())).toList());
        positions.update(List.copyOf(tally.positions.values()));
        totals.update(List.of(tally.totals));
        lastRides.update(List.copyOf(tally.lastRides));
        lastRejected.update(List.copyOf(tally.lastRejected));
    }

    void restore(Tally tally) throws Exception {
        places.get().forEach(place -> tally.places.put(place.f0, place.f1));
        positions.get().forEach(position -> tally.positions.put(position.file, position));
        totals.get().forEach(restored -> tally.totals = restored);
        lastRides.get().forEach(tally.lastRides::addLast);
        lastRejected.get().forEach(tally.lastRejected::addLast);
    }

    private static <T> ListState<T> list(OperatorStateStore store, String name, TypeInformation<T> type) throws Exception {
        return store.getListState(new ListStateDescriptor<>(name, type));
    }
}
