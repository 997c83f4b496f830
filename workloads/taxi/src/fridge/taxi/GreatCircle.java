package fridge.taxi;

/** Distances on the sphere that has the Earth's mean radius. */
final class GreatCircle {
    /**
     * R1 = (2a + b) / 3 of GRS 80 and WGS 84, in kilometres: 6371.0088 (H. Moritz, "Geodetic Reference System 1980", Journal of
     * Geodesy 74, 2000: 6371008.7714 m).
     */
    static final double MEAN_RADIUS = 6371.0088;

    private GreatCircle() {}

    /**
     * The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984): exact for small distances too.
     * StrictMath, so that a Pi and a laptop agree to the last bit.
     */
    static double kilometres(double latitude1, double longitude1, double latitude2, double longitude2) {
        var latitudes = haversine(latitude2 - latitude1);
        var longitudes = haversine(longitude2 - longitude1);
        var h = latitudes + cosine(latitude1) * cosine(latitude2) * longitudes;
        return 2 * MEAN_RADIUS * StrictMath.asin(StrictMath.sqrt(Math.min(1, h)));
    }

    private static double haversine(double degrees) {
        var sine = StrictMath.sin(radians(degrees) / 2);
        return sine * sine;
    }

    private static double cosine(double degrees) {
        return StrictMath.cos(radians(degrees));
    }

    private static double radians(double degrees) {
        return degrees / 180 * Math.PI;
    }
}
