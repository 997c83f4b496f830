package fridge.taxi;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Just enough to write JSON without a library: the distribution's are shaded, and may be gone in its next version. */
final class Json {
    private Json() {}

    static String object(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    static String object(Stream<String> members) {
        return members.collect(Collectors.joining(",", "{", "}"));
    }

    static String array(Stream<String> elements) {
        return elements.collect(Collectors.joining(",", "[", "]"));
    }

    /** @param json a value that is JSON already: a number or the result of another method here */
    static String member(String name, Object json) {
        return text(name) + ":" + json;
    }

    static String text(String value) {
        var out = new StringBuilder("\"");
        value.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                out.append('\\').append((char) character);
            } else if (character < ' ') {
                out.append(String.format("\\u%04x", character));
            } else {
                out.append((char) character);
            }
        });
        return out.append('"').toString();
    }
}
