package fridge.taxi;

/**
 * When the next row is due, in nanoseconds of a monotonic clock. What was missed while downstream was slow is made up for at most a
 * second, so a pause is no flood.
 */
final class Pace {
    private static final double SECOND = 1e9;
    private static final double NEVER_TAKEN = Double.NEGATIVE_INFINITY;

    private double interval;
    private double due = NEVER_TAKEN;

    /** @param perSecond 0: no limit */
    void rate(double perSecond) {
        interval = perSecond == 0 ? 0 : SECOND / perSecond;
    }

    /** How long until the next row may be taken; 0 or less: now. */
    long nanosUntilDue(long now) {
        return (long) Math.ceil(due - now);
    }

    void taken(long now) {
        due = (due == NEVER_TAKEN ? now : Math.max(due, now - SECOND)) + interval;
    }
}
