package fridge.taxi;

import org.apache.flink.api.common.functions.MapFunction;

/** Every row becomes a reading, malformed ones too: they are told apart after they were counted. */
final class ClosestPlace implements MapFunction<TaxiRow, Reading> {
    private static final long serialVersionUID = 1;

    private final Places places;

    ClosestPlace(Places places) {
        this.places = places;
    }

    @Override
    public Reading map(TaxiRow row) {
        var reading = new Reading(row);
        try {
            locate(RideParser.parse(row.text), row, reading);
        } catch (MalformedRowException e) {
            reading.reject(e.getMessage(), row.text);
        }
        return reading;
    }

    private void locate(Ride ride, TaxiRow row, Reading reading) {
        reading.start = ride.start();
        if (ride.located()) {
            var nearest = places.nearest(ride.latitude(), ride.longitude());
            reading.place = nearest.place().name();
            reading.kilometres = nearest.kilometres();
        } else {
            reading.reject("no position", row.text);
        }
    }
}
