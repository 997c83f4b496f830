package fridge.taxi;

import java.time.LocalDateTime;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What became of a row: a ride with its closest place; a ride without a position (no place); or malformed (no start). The last two
 * carry their problem and the rejected row.
 */
public class Reading {
    public String file;
    public int line;
    public long lap;
    public long sequence;

    @TypeInfo(LocalDateTimeType.class)
    public LocalDateTime start;

    public String place;
    public double kilometres;
    public String problem;
    public String rejected;

    public Reading() {}

    Reading(TaxiRow row) {
        file = row.file;
        line = row.line;
        lap = row.lap;
        sequence = row.sequence;
    }

    void reject(String why, String text) {
        problem = why;
        rejected = text;
    }

    boolean malformed() {
        return start == null;
    }

    boolean located() {
        return place != null;
    }

    String ride() {
        return file + ":" + line;
    }
}
