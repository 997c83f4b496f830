package fridge.taxi;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** The table of famous places. Its order decides ties. */
record Places(List<Place> table) implements Serializable {
    private static final String FILE = "places.csv";

    /** A place and how far it is, in kilometres. */
    record Nearest(Place place, double kilometres) {}

    /** The table that travels in the jar. */
    static Places load() throws IOException {
        var lines = new Sample(Optional.empty()).lines(FILE);
        return new Places(lines.stream().skip(1).filter(line -> !line.isBlank()).map(Places::place).toList());
    }

    Nearest nearest(double latitude, double longitude) {
        Nearest best = null;
        for (var place : table) {
            var kilometres = GreatCircle.kilometres(latitude, longitude, place.latitude(), place.longitude());
            if (best == null || kilometres < best.kilometres()) {
                best = new Nearest(place, kilometres);
            }
        }
        return best;
    }

    private static Place place(String line) {
        var columns = line.split(",", -1);
        return new Place(columns[0], Double.parseDouble(columns[1]), Double.parseDouble(columns[2]));
    }
}
