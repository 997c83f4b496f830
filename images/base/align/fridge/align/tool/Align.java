package fridge.align.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code rewrite FOLDER REPORT TARGET EPOCH}: rewrites every jar under a folder in place. TARGET is {@code arm},
 * {@code arm64}, {@code amd64}, or {@code any}, which keeps native libraries. {@code scan FOLDER REPORT}: ends with 3 when
 * an unaligned call is left. {@code pack FOLDER JAR any EPOCH}: makes a jar, entries in the order of their names.
 */
public final class Align {
    private Align() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        var result = Path.of(arguments[2]);
        switch (arguments[0]) {
            case "rewrite" -> rewrite(folder, result, arguments[3], Long.parseLong(arguments[4]));
            case "scan" -> scan(folder, result);
            case "pack" -> pack(folder, result, Long.parseLong(arguments[4]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void rewrite(Path folder, Path result, String target, long epochSecond) throws IOException {
        var report = new Report();
        var rewriter = new JarRewriter(report, target.equals("any") ? null : Target.of(target), epochSecond);
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

    private static void scan(Path folder, Path result) throws IOException {
        var report = new Report();
        var scanner = new JarScanner(report);
        each(folder, scanner::scan);
        Files.writeString(result, report.json());
        int left = report.calls() + report.internalCalls();
        System.out.println("scan: " + left + " unaligned calls left under " + folder);
        if (left > 0) {
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
            } catch (IOException | RuntimeException e) {
                System.err.println(jar.getFileName() + ": " + e.getMessage());
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
