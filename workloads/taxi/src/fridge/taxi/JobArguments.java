package fridge.taxi;

import java.util.Optional;

/** What the job is asked to do. Unknown arguments are refused with a sentence. */
record JobArguments(boolean bounded, double ridesPerSecond, Optional<String> folder, Optional<Integer> parallelism, boolean print) {
    static final String USAGE = "--mode continuous|bounded  --rate RIDES_PER_SECOND (0: as fast as possible)"
            + "  --data FOLDER  --parallelism N  --print";

    /** A Pi 3B does this beside everything else without warming up. */
    private static final double CONTINUOUS_RATE = 20;

    /** @throws IllegalArgumentException an argument that does not exist, lacks its value, or has one that makes no sense */
    static JobArguments parse(String... arguments) {
        var bounded = false;
        var print = false;
        var rate = Optional.<Double>empty();
        var folder = Optional.<String>empty();
        var parallelism = Optional.<Integer>empty();
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--mode" -> bounded = mode(value(arguments, ++i));
                case "--rate" -> rate = Optional.of(rate(value(arguments, ++i)));
                case "--data" -> folder = Optional.of(value(arguments, ++i));
                case "--parallelism" -> parallelism = Optional.of(parallelism(value(arguments, ++i)));
                case "--print" -> print = true;
                default -> throw new IllegalArgumentException("Unknown argument '" + arguments[i] + "'. Known: " + USAGE);
            }
        }
        return new JobArguments(bounded, rate.orElse(bounded ? 0 : CONTINUOUS_RATE), folder, parallelism, print);
    }

    private static String value(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException("'" + arguments[index - 1] + "' wants a value. Known: " + USAGE);
        }
        return arguments[index];
    }

    private static boolean mode(String text) {
        return switch (text) {
            case "bounded" -> true;
            case "continuous" -> false;
            default -> throw new IllegalArgumentException("--mode is 'continuous' or 'bounded', not '" + text + "'.");
        };
    }

    private static double rate(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("--rate is a number of rides per second, 0 or more, not '" + text + "'.");
        }
        return Double.parseDouble(text);
    }

    private static int parallelism(String text) {
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("--parallelism is a whole number from 1 to 999, not '" + text + "'.");
        }
        return Integer.parseInt(text);
    }
}
