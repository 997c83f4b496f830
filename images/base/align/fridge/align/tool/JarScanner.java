package fridge.align.tool;

import java.io.IOException;
import java.util.List;

/** Looks for calls that a rewrite should have changed; trusts no marker. */
final class JarScanner {
    private final Report report;
    private final Archive archive = new Archive(0);

    JarScanner(Report report) {
        this.report = report;
    }

    void scan(String path, byte[] jar) throws IOException {
        scan(path, archive.read(path, jar));
    }

    private void scan(String path, List<Archive.Entry> entries) throws IOException {
        var found = report.jar(path);
        found.state("scanned");
        for (var entry : entries) {
            if (Archive.isJar(entry)) {
                scanNested(path + "!/" + entry.name(), entry.content());
            } else if (ClassFormat.isLoaded(entry)) {
                ClassFormat.require(path, entry);
                scanClass(found, entry);
            }
        }
    }

    private void scanNested(String path, byte[] jar) throws IOException {
        var entries = Archive.isTooDeep(path) ? null : archive.find(path, jar);
        if (entries != null) {
            scan(path, entries);
        }
    }

    private static void scanClass(Report.Jar found, Archive.Entry entry) {
        if (entry.name().startsWith(UnalignedCall.HELPER) || !ClassRewriter.mayCall(entry.content())) {
            return;
        }
        var result = ClassRewriter.tryRewrite(entry.content());
        if (result == null) {
            found.unread(entry.name());
        } else {
            found.add(entry.name(), result);
        }
    }
}
