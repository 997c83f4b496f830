package fridge.align.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code rewrite FOLDER REPORT TARGET EPOCH [strip]}: rewrites every jar under a folder in place. TARGET is {@code arm},
 * {@code arm64}, {@code amd64}, or {@code any}, which keeps native libraries; {@code strip} takes signatures off.
 * {@code scan FOLDER REPORT}: ends with 3 when an unaligned call is left; {@code count FOLDER REPORT} doesn't. {@code pack FOLDER JAR any EPOCH}: makes a jar, entries in the order of their names.
 */
public final class Align {
    private static final Report report = new Report();

    private Align() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        var result = Path.of(arguments[2]);
        switch (arguments[0]) {
            case "rewrite" -> rewrite(folder, result, new JarRewriter(
                    report, target(arguments[3]), Long.parseLong(arguments[4]), arguments.length > 5 && arguments[5].equals("strip")));
            case "scan" -> scan(folder, result, 0);
            case "count" -> scan(folder, result, Integer.MAX_VALUE);
            case "pack" -> pack(folder, result, Long.parseLong(arguments[4]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static Target target(String name) {
        return name.equals("any") ? null : Target.of(name);
    }

    private static void rewrite(Path folder, Path result, JarRewriter rewriter) throws IOException {
        each(folder, (name, jar) -> {
            var before = Files.readAllBytes(jar);
            var after = rewriter.rewrite(name, before);
            if (after != before) {
                Files.write(jar, after);
            }
        });
        Files.writeString(result, report.json());
        System.out.println("aligned " + report.calls() + " calls under " + folder);
    }

    private static void scan(Path folder, Path result, int allowed) throws IOException {
        var scanner = new JarScanner(report);
        each(folder, (name, jar) -> scanner.scan(name, Files.readAllBytes(jar)));
        Files.writeString(result, report.json());
        int left = report.calls() + report.internalCalls();
        System.out.println("scan: " + left + " unaligned calls left under " + folder);
        if (left > allowed) {
            System.err.println(report.json());
            System.exit(3);
        }
    }

    private static void pack(Path folder, Path jar, long epochSecond) throws IOException {
        var entries = new ArrayList<Archive.Entry>();
        for (var file : files(folder, "")) {
            entries.add(new Archive.Entry(folder.relativize(file).toString(), false, Files.readAllBytes(file)));
        }
        Files.write(jar, new Archive(epochSecond).write(entries));
    }

    private interface Work {
        void on(String name, Path jar) throws IOException;
    }

    private static void each(Path folder, Work work) throws IOException {
        for (var jar : files(folder, ".jar")) {
            try {
                work.on(folder.relativize(jar).toString(), jar);
            } catch (Refusal e) {
                System.err.println(e.line());
                System.exit(2);
            } catch (IOException | RuntimeException e) {
                System.err.println(new Refusal(jar.getFileName() + " can't be read: " + e, "Get or build the file again.").line());
                System.exit(2);
            }
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
