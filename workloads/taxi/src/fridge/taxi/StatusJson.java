package fridge.taxi;

import static fridge.taxi.Json.array;
import static fridge.taxi.Json.object;
import static fridge.taxi.Json.text;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The gauges' texts and the bounded run's last line. Their form is written down in this folder's README: others read them. */
final class StatusJson {
    private static final int SHOWN = 200;

    private StatusJson() {}

    static String status(Tally tally, OptionalLong restoredFrom, List<CheckpointTotals.Entry> checkpoints) {
        var totals = tally.totals;
        return object(
                member("at", text(Instant.now().toString())),
                member("total", totals.total),
                member("rides", totals.total - totals.malformed),
                member("unlocated", totals.unlocated),
                member("malformed", totals.malformed),
                member("millimetres", totals.millimetres),
                member("gaps", totals.gaps),
                member("duplicates", totals.duplicates),
                member("restoredFrom", restoredFrom.isPresent() ? restoredFrom.getAsLong() : "null"),
                member("checkpoints", checkpoints(checkpoints)),
                member("places", object(tally.places.entrySet().stream().map(StatusJson::member))),
                member("positions", object(tally.positions.values().stream().map(StatusJson::position))),
                member("lastRides", array(tally.lastRides.stream().map(StatusJson::ride))),
                member("lastRejected", array(tally.lastRejected.stream().map(StatusJson::rejected))));
    }

    static String position(int subtask, List<FileSplit> splits, List<CheckpointTotals.Entry> checkpoints) {
        return object(
                member("subtask", subtask),
                member("total", splits.stream().mapToLong(FileSplit::sequence).sum()),
                member("checkpoints", checkpoints(checkpoints)),
                member("files", object(splits.stream().map(split -> Json.member(split.file(), split.sequence())))));
    }

    static String results(Map<String, Object> accumulators, Places places, long milliseconds) {
        return object(
                member(Results.RIDES, accumulators.get(Results.RIDES)),
                member(Results.UNLOCATED, accumulators.get(Results.UNLOCATED)),
                member(Results.MALFORMED, accumulators.get(Results.MALFORMED)),
                member(Results.MILLIMETRES, accumulators.get(Results.MILLIMETRES)),
                member("places", object(places.table().stream()
                        .map(place -> member(place.name(), accumulators.get(Results.PLACE + place.name()))))),
                member("milliseconds", milliseconds));
    }

    private static String checkpoints(List<CheckpointTotals.Entry> entries) {
        return array(entries.stream().map(entry -> object(member("id", entry.checkpoint()), member("total", entry.total()))));
    }

    private static String member(Map.Entry<String, Long> entry) {
        return Json.member(entry.getKey(), entry.getValue());
    }

    private static String member(String name, Object json) {
        return Json.member(name, json);
    }

    private static String position(FilePosition position) {
        return member(position.file,
                object(member("lap", position.lap), member("line", position.line), member("next", position.next)));
    }

    private static String ride(ClosestRide ride) {
        return object(
                member("ride", text(ride.ride)),
                member("lap", ride.lap),
                member("start", text(ride.startText())),
                member("place", text(ride.place)),
                member("km", String.format(Locale.ROOT, "%.3f", ride.kilometres)));
    }

    /** A gauge's text is refused by Flink from 64 KiB on, so a row's length must not decide. */
    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), SHOWN));
    }

    private static String rejected(RejectedRow row) {
        return object(
                member("ride", text(row.ride)),
                member("lap", row.lap),
                member("kind", text(row.malformed ? "malformed" : "unlocated")),
                member("problem", text(start(row.problem))),
                member("text", text(start(row.text))));
    }
}
