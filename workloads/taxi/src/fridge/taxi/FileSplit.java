package fridge.taxi;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A file and how far it was read: the position that checkpoints keep. A file moves between readers as a whole, so a job goes on at
 * any parallelism.
 *
 * @param index the file's place in the index
 * @param lap how often the file was read to its end
 * @param row the next row of this lap, from 0; the number of rows when a bounded run has read all
 * @param sequence the rows read over all laps, which is the sequence of the next one
 */
record FileSplit(String file, int index, long lap, int row, long sequence) implements SourceSplit {
    static FileSplit start(String file, int index) {
        return new FileSplit(file, index, 0, 0, 0);
    }

    @Override
    public String splitId() {
        return file;
    }

    FileSplit nextRow() {
        return new FileSplit(file, index, lap, row + 1, sequence + 1);
    }

    FileSplit nextLap() {
        return new FileSplit(file, index, lap + 1, 0, sequence);
    }
}
