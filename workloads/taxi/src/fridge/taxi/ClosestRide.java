package fridge.taxi;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/** The job's result: a ride (file:line, and its lap), when it started, and the famous place nearest to where. */
public class ClosestRide {
    public String ride;
    public long lap;

    @TypeInfo(LocalDateTimeType.class)
    public LocalDateTime start;

    public String place;
    public double kilometres;

    public ClosestRide() {}

    ClosestRide(Reading reading) {
        ride = reading.ride();
        lap = reading.lap;
        start = reading.start;
        place = reading.place;
        kilometres = reading.kilometres;
    }

    /** With seconds always, which {@code LocalDateTime.toString} leaves out when they are 0. */
    String startText() {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(start);
    }

    @Override
    public String toString() {
        return ride + "," + lap + "," + startText() + "," + place + "," + kilometres;
    }
}
