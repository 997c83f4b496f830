package fridge.taxi;

/** A row without a result, why, and the row itself. */
public class RejectedRow {
    public String ride;
    public long lap;
    public boolean malformed;
    public String problem;
    public String text;

    public RejectedRow() {}

    RejectedRow(Reading reading) {
        ride = reading.ride();
        lap = reading.lap;
        malformed = reading.malformed();
        problem = reading.problem;
        text = reading.rejected;
    }

    @Override
    public String toString() {
        return ride + "," + lap + "," + (malformed ? "malformed" : "unlocated") + "," + problem + "," + text;
    }
}
