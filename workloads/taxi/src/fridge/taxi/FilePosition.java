package fridge.taxi;

/** How far a file was counted: the last row's lap and line, and the sequence that must come next. */
public class FilePosition {
    public String file;
    public long lap;
    public int line;
    public long next;

    public FilePosition() {}

    FilePosition(Reading reading) {
        file = reading.file;
        lap = reading.lap;
        line = reading.line;
        next = reading.sequence + 1;
    }
}
