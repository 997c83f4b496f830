package fridge.taxi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one reader, read in turn: the next row is always from the file that is furthest behind. Locked, because gauges look at
 * it from another thread.
 */
final class RowCursor {
    private static final Comparator<FileSplit> ORDER =
            Comparator.comparingLong(FileSplit::sequence).thenComparingInt(FileSplit::index);

    private final Sample sample;
    private final boolean endless;
    private final Map<String, FileSplit> splits = new LinkedHashMap<>();
    private final Map<String, List<SampleRow>> rows = new HashMap<>();

    /** @param endless begin again at a file's end, one lap later */
    RowCursor(Sample sample, boolean endless) {
        this.sample = sample;
        this.endless = endless;
    }

    synchronized void add(List<FileSplit> added) {
        for (var split : added) {
            rows.put(split.file(), read(split.file()));
            splits.put(split.file(), split);
        }
    }

    synchronized boolean exhausted() {
        return splits.values().stream().noneMatch(this::readable);
    }

    /** @throws IllegalStateException when {@link #exhausted()} */
    synchronized TaxiRow next() {
        var split = splits.values().stream().filter(this::readable).min(ORDER).orElseThrow(IllegalStateException::new);
        if (split.row() == rows.get(split.file()).size()) {
            split = split.nextLap();
        }
        var row = rows.get(split.file()).get(split.row());
        splits.put(split.file(), split.nextRow());
        return new TaxiRow(split.file(), row.line(), split.lap(), split.sequence(), row.text());
    }

    /** All files, those read to their end too: their position still counts. */
    synchronized List<FileSplit> position() {
        return List.copyOf(splits.values());
    }

    synchronized int size() {
        return splits.size();
    }

    private boolean readable(FileSplit split) {
        var size = rows.get(split.file()).size();
        return size > 0 && (endless || split.row() < size);
    }

    private List<SampleRow> read(String file) {
        try {
            return sample.rows(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
