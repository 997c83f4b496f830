package fridge.taxi;

import java.time.LocalDateTime;

/** A row as far as the job needs it. Start: New York's local time. Degrees. */
record Ride(LocalDateTime start, double latitude, double longitude) {
    /** A cab without a GPS fix writes 0, 0. */
    boolean located() {
        return latitude != 0 || longitude != 0;
    }
}
