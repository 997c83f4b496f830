package fridge.taxi;

/** A row without a result, and why. */
public class RejectedRow {
    public String ride;
    public long lap;
    public boolean malformed;
    public String problem;

    public RejectedRow() {}

    RejectedRow(Reading reading) {
        ride = reading.ride();
        lap = reading.lap;
        malformed = reading.malformed();
        problem = reading.problem;
    }

    @Override
    public String toString() {
        return ride + "," + lap + "," + (malformed ? "malformed" : "unlocated") + "," + problem;
    }
}
