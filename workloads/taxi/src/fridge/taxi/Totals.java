package fridge.taxi;

/**
 * What was counted beside the places. Every row is in {@code total}; rides = total − malformed; located = rides − unlocated, which is
 * the sum over the places. The sum of the distances is in whole millimetres, so that no order of adding changes it.
 */
public class Totals {
    public long total;
    public long unlocated;
    public long malformed;
    public long millimetres;
    public long gaps;
    public long duplicates;

    public Totals() {}
}
