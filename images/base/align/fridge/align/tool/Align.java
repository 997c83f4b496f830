package fridge.align.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code rewrite FOLDER REPORT TARGET EPOCH}: rewrites every jar under a folder in place. {@code scan FOLDER REPORT}: ends
 * with 3 when an unaligned call is left. TARGET is {@code arm}, {@code arm64}, {@code amd64}, or {@code any}, which keeps
 * native libraries.
 */
public final class Align {
    private Align() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        var report = new Report();
        if (arguments[0].equals("scan")) {
            each(folder, jar -> new JarScanner(report).scan(folder.relativize(jar).toString(), jar));
        } else {
            var target = arguments[3].equals("any") ? null : Target.of(arguments[3]);
            var rewriter = new JarRewriter(report, target, Long.parseLong(arguments[4]));
            each(folder, jar -> rewrite(rewriter, folder.relativize(jar).toString(), jar));
        }
        Files.writeString(Path.of(arguments[2]), report.json());
        int left = arguments[0].equals("scan") ? report.calls() + report.internalCalls() : 0;
        System.out.println(arguments[0] + ": " + report.calls() + " calls under " + folder);
        if (left > 0) {
            System.err.println(report.json());
            System.exit(3);
        }
    }

    private interface Work {
        void on(Path jar) throws IOException;
    }

    private static void rewrite(JarRewriter rewriter, String name, Path jar) throws IOException {
        var before = Files.readAllBytes(jar);
        var after = rewriter.rewrite(name, before);
        if (after != before) {
            Files.write(jar, after);
        }
    }

    private static void each(Path folder, Work work) throws IOException {
        for (var jar : jars(folder)) {
            try {
                work.on(jar);
            } catch (IOException | RuntimeException e) {
                System.err.println(jar + ": " + e.getMessage());
                System.exit(2);
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".jar")).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
