package fridge.align.tool;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;

/** Looks for calls that a rewrite should have changed; trusts no marker. */
final class JarScanner {
    private final Report report;

    JarScanner(Report report) {
        this.report = report;
    }

    void scan(String path, Path jar) throws IOException {
        try (var file = new BufferedInputStream(Files.newInputStream(jar))) {
            scan(path, file);
        }
    }

    private void scan(String path, InputStream jar) throws IOException {
        var found = report.jar(path);
        found.state("scanned");
        var zip = new ZipInputStream(jar);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".jar")) {
                scan(path + "!/" + entry.getName(), zip);
            } else if (entry.getName().endsWith(".class")) {
                scanClass(found, entry.getName(), zip.readAllBytes());
            }
        }
    }

    private static void scanClass(Report.Jar found, String name, byte[] bytes) {
        if (!name.startsWith(UnalignedCall.HELPER) && ClassRewriter.mayCall(bytes)) {
            found.add(name, ClassRewriter.rewrite(bytes));
        }
    }
}
