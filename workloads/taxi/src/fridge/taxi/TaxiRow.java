package fridge.taxi;

/**
 * A row on its way from the source. A ride's identity is file, line and lap; the sequence counts a file's rows over all laps from 0, so
 * that a reader who sees them in order can tell that none is missing and none came twice.
 */
public class TaxiRow {
    public String file;
    public int line;
    public long lap;
    public long sequence;
    public String text;

    public TaxiRow() {}

    TaxiRow(String file, int line, long lap, long sequence, String text) {
        this.file = file;
        this.line = line;
        this.lap = lap;
        this.sequence = sequence;
        this.text = text;
    }
}
