package fridge.taxi;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The rows of the sample: once when bounded, else lap after lap. A file is a split, and each has the same share of the rate, so the
 * whole keeps it however the files are spread over the readers.
 */
final class TaxiSource implements Source<TaxiRow, FileSplit, List<FileSplit>> {
    private static final long serialVersionUID = 1;

    private final Sample sample;
    private final List<String> files;
    private final boolean bounded;
    private final double rowsPerSecond;

    /**
     * @param rowsPerSecond over all readers; 0: as fast as possible
     * @throws IOException a file is missing or is no ride file: found here, before anything runs
     */
    TaxiSource(Sample sample, boolean bounded, double rowsPerSecond) throws IOException {
        this.sample = sample;
        this.files = sample.files();
        for (var file : files) {
            sample.rows(file);
        }
        this.bounded = bounded;
        this.rowsPerSecond = rowsPerSecond;
    }

    @Override
    public Boundedness getBoundedness() {
        return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<TaxiRow, FileSplit> createReader(SourceReaderContext context) {
        return new TaxiReader(context, new RowCursor(sample, !bounded), rowsPerSecond / files.size());
    }

    @Override
    public SplitEnumerator<FileSplit, List<FileSplit>> createEnumerator(SplitEnumeratorContext<FileSplit> context) {
        var all = IntStream.range(0, files.size()).mapToObj(index -> FileSplit.start(files.get(index), index)).toList();
        return restoreEnumerator(context, all);
    }

    @Override
    public SplitEnumerator<FileSplit, List<FileSplit>> restoreEnumerator(
            SplitEnumeratorContext<FileSplit> context, List<FileSplit> pending) {
        return new TaxiSplitEnumerator(context, pending);
    }

    @Override
    public SimpleVersionedSerializer<FileSplit> getSplitSerializer() {
        return new FileSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<FileSplit>> getEnumeratorCheckpointSerializer() {
        return new PendingSplitsSerializer();
    }
}
