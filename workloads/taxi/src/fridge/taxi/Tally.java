package fridge.taxi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts, and the proof that they are right: each file's rows must come with sequences 0, 1, 2, … A jump adds what is missing to
 * {@code gaps}, an older one adds one to {@code duplicates}. Not thread-safe; its owner locks.
 */
final class Tally {
    private static final int LAST = 5;
    private static final double MILLIMETRES = 1e6;

    final Map<String, Long> places = new LinkedHashMap<>();
    final Map<String, FilePosition> positions = new TreeMap<>();
    final Deque<ClosestRide> lastRides = new ArrayDeque<>();
    final Deque<RejectedRow> lastRejected = new ArrayDeque<>();
    Totals totals = new Totals();

    Tally(List<Place> table) {
        table.forEach(place -> places.put(place.name(), 0L));
    }

    void add(Reading reading) {
        totals.total++;
        follow(reading);
        if (reading.located()) {
            places.merge(reading.place, 1L, Long::sum);
            totals.millimetres += millimetres(reading);
            keep(lastRides, new ClosestRide(reading));
        } else {
            totals.malformed += reading.malformed() ? 1 : 0;
            totals.unlocated += reading.malformed() ? 0 : 1;
            keep(lastRejected, new RejectedRow(reading));
        }
    }

    static long millimetres(Reading reading) {
        return Math.round(reading.kilometres * MILLIMETRES);
    }

    private void follow(Reading reading) {
        var position = positions.get(reading.file);
        var expected = position == null ? 0 : position.next;
        if (reading.sequence < expected) {
            totals.duplicates++;
            return;
        }
        totals.gaps += reading.sequence - expected;
        positions.put(reading.file, new FilePosition(reading));
    }

    private static <T> void keep(Deque<T> last, T added) {
        last.addLast(added);
        if (last.size() > LAST) {
            last.removeFirst();
        }
    }
}
