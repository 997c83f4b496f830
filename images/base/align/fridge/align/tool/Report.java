package fridge.align.tool;

import java.util.Map;
import java.util.TreeMap;

/** What was found and done, jar by jar; a nested jar is {@code outer.jar!/inner.jar}. */
final class Report {
    private final Map<String, Jar> jars = new TreeMap<>();

    static final class Jar {
        private final Map<String, Integer> classes = new TreeMap<>();
        private final Map<String, Integer> atomics = new TreeMap<>();
        private final Map<String, Integer> internals = new TreeMap<>();
        private final Map<String, String> libraries = new TreeMap<>();
        private final Map<String, String> unread = new TreeMap<>();
        private String state = "unchanged";

        void add(String name, ClassRewriter.Result result) {
            put(classes, name, result.calls());
            put(atomics, name, result.atomics());
            put(internals, name, result.internals());
        }

        void library(String name, String fate) {
            libraries.put(name, fate);
        }

        /** A class that can't be read is left as it is. */
        void unread(String name) {
            unread.put(name, "left as it is");
        }

        void state(String value) {
            state = value;
        }

        int calls() {
            return classes.values().stream().mapToInt(Integer::intValue).sum();
        }

        int internalCalls() {
            return internals.values().stream().mapToInt(Integer::intValue).sum();
        }

        private static void put(Map<String, Integer> counts, String name, int count) {
            if (count > 0) {
                counts.put(name, count);
            }
        }
    }

    synchronized Jar jar(String path) {
        return jars.computeIfAbsent(path, _path -> new Jar());
    }

    int calls() {
        return jars.values().stream().mapToInt(Jar::calls).sum();
    }

    int internalCalls() {
        return jars.values().stream().mapToInt(Jar::internalCalls).sum();
    }

    String json() {
        var text = new StringBuilder("{\"calls\":").append(calls()).append(",\"jars\":[");
        var separator = "\n";
        for (var entry : jars.entrySet()) {
            var jar = entry.getValue();
            text.append(separator).append("{\"jar\":").append(quote(entry.getKey()))
                    .append(",\"state\":").append(quote(jar.state))
                    .append(",\"calls\":").append(jar.calls());
            map(text, "classes", jar.classes);
            map(text, "atomic", jar.atomics);
            map(text, "internal", jar.internals);
            map(text, "libraries", jar.libraries);
            map(text, "unread", jar.unread);
            text.append('}');
            separator = ",\n";
        }
        return text.append("\n]}\n").toString();
    }

    private static void map(StringBuilder text, String name, Map<String, ?> values) {
        if (values.isEmpty()) {
            return;
        }
        text.append(",\"").append(name).append("\":{");
        var separator = "";
        for (var entry : values.entrySet()) {
            text.append(separator).append(quote(entry.getKey())).append(':').append(entry.getValue() instanceof String value ? quote(value) : entry.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private static String quote(String value) {
        var text = new StringBuilder("\"");
        for (char each : value.toCharArray()) {
            if (each < ' ') {
                text.append(String.format("\\u%04x", (int) each));
            } else {
                text.append(each == '"' || each == '\\' ? "\\" : "").append(each);
            }
        }
        return text.append('"').toString();
    }
}
