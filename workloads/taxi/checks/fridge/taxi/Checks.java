package fridge.taxi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers the questions of a cases file, one line each, so that one JVM serves all unit checks. Not in the job's jar. */
final class Checks {
    private Checks() {}

    public static void main(String[] arguments) throws Exception {
        for (var line : Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                System.out.println(answer(line.substring(0, line.indexOf(" => ")).split(" ")));
            }
        }
    }

    private static String answer(String[] words) throws Exception {
        var rest = Arrays.copyOfRange(words, 1, words.length);
        return switch (words[0]) {
            case "distance" -> distance(numbers(rest));
            case "nearest" -> nearest(rest);
            case "pace" -> pace(numbers(rest));
            case "arguments" -> arguments(rest);
            case "rows" -> rows(rest);
            case "split" -> split(rest);
            default -> throw new IllegalArgumentException("Unknown case " + words[0]);
        };
    }

    private static String distance(double[] degrees) {
        return String.format(Locale.ROOT, "%.6f", GreatCircle.kilometres(degrees[0], degrees[1], degrees[2], degrees[3]));
    }

    /** latitude longitude, then name latitude longitude for each place. */
    private static String nearest(String[] words) {
        var table = new ArrayList<Place>();
        for (var i = 2; i < words.length; i += 3) {
            table.add(new Place(words[i], Double.parseDouble(words[i + 1]), Double.parseDouble(words[i + 2])));
        }
        return new Places(table).nearest(Double.parseDouble(words[0]), Double.parseDouble(words[1])).place().name();
    }

    /** rows per second, then the times in ms at which a row is wanted: the wait in ms that each meets before it takes its row. */
    private static String pace(double[] numbers) {
        var pace = new Pace();
        pace.rate(numbers[0]);
        var waits = new ArrayList<String>();
        for (var i = 1; i < numbers.length; i++) {
            var now = (long) (numbers[i] * 1_000_000);
            var wait = Math.max(0, pace.nanosUntilDue(now));
            pace.taken(now + wait);
            waits.add(Long.toString(wait / 1_000_000));
        }
        return String.join(" ", waits);
    }

    private static String arguments(String[] words) {
        try {
            return JobArguments.parse(words).toString();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** endless or once, how many, then the sample's files: what the cursor reads, as file:line@lap#sequence. */
    private static String rows(String[] words) {
        var cursor = new RowCursor(new Sample(Optional.empty()), words[0].equals("endless"));
        var splits = new ArrayList<FileSplit>();
        for (var i = 2; i < words.length; i += 4) {
            var row = Integer.parseInt(words[i + 2]);
            splits.add(new FileSplit(words[i], i, Long.parseLong(words[i + 1]), row, Long.parseLong(words[i + 3])));
        }
        cursor.add(splits);
        var read = new ArrayList<String>();
        for (var left = Integer.parseInt(words[1]); left > 0 && !cursor.exhausted(); left--) {
            var row = cursor.next();
            read.add(row.file.replace("yellow_tripdata_2013-", "") + ":" + row.line + "@" + row.lap + "#" + row.sequence);
        }
        return String.join(" ", read);
    }

    /** file index lap row sequence, through both serializers. */
    private static String split(String[] words) throws IOException {
        var split = new FileSplit(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]),
                Long.parseLong(words[4]));
        var one = new FileSplitSerializer();
        var many = new PendingSplitsSerializer();
        var copy = one.deserialize(one.getVersion(), one.serialize(split));
        var copies = many.deserialize(many.getVersion(), many.serialize(List.of(split, copy)));
        return copies.equals(List.of(split, split)) ? "same" : copies.toString();
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
    }
}
