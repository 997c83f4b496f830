package fridge.align.tool;

import java.io.IOException;

/** Looks for calls that a rewrite should have changed; trusts no marker. */
final class JarScanner {
    private final Report report;
    private final Archive archive = new Archive(0);

    JarScanner(Report report) {
        this.report = report;
    }

    void scan(String path, byte[] jar) throws IOException {
        var found = report.jar(path);
        found.state("scanned");
        for (var entry : archive.read(path, jar)) {
            if (entry.name().endsWith(".jar")) {
                scan(path + "!/" + entry.name(), entry.content());
            } else if (ClassFormat.isLoaded(entry.name())) {
                ClassFormat.require(path, entry);
                scanClass(found, entry);
            }
        }
    }

    private static void scanClass(Report.Jar found, Archive.Entry entry) {
        if (!entry.name().startsWith(UnalignedCall.HELPER) && ClassRewriter.mayCall(entry.content())) {
            found.add(entry.name(), ClassRewriter.rewrite(entry.content()));
        }
    }
}
