package fridge.taxi;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;

/**
 * Reads a row of the TLC's yellow cab files of 2013. Stricter than Java's own number parser, which also takes NaN, 1e3, 0x1p0 and 7d:
 * what another program would read differently is malformed.
 */
final class RideParser {
    private static final int COLUMNS = 18;
    private static final int PICKUP_TIME = 1;
    private static final int PICKUP_LONGITUDE = 5;
    private static final int PICKUP_LATITUDE = 6;
    private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}(\\.\\d{1,20})?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private RideParser() {}

    static Ride parse(String row) throws MalformedRowException {
        var columns = row.split(",", -1);
        if (columns.length != COLUMNS) {
            throw new MalformedRowException(columns.length + " columns instead of " + COLUMNS);
        }
        return new Ride(
                time(columns[PICKUP_TIME]),
                degrees("pickup_latitude", columns[PICKUP_LATITUDE], 90),
                degrees("pickup_longitude", columns[PICKUP_LONGITUDE], 180));
    }

    private static LocalDateTime time(String text) throws MalformedRowException {
        try {
            return LocalDateTime.parse(text, TIME);
        } catch (DateTimeParseException e) {
            throw new MalformedRowException("pickup_datetime '" + text + "'");
        }
    }

    private static double degrees(String column, String text, double limit) throws MalformedRowException {
        var value = DEGREES.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(Math.abs(value) <= limit)) {
            throw new MalformedRowException(column + " '" + text + "'");
        }
        return value;
    }
}
