package fridge.align.tool;

import fridge.align.tool.Archive.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** Rewrites a jar and the jars inside it. Entry order stays, times become one: equal input gives equal bytes. */
final class JarRewriter {
    /** In a jar that was rewritten: it is not read again. */
    static final String MARKER = "META-INF/fridge/aligned";

    private final Report report;
    private final Target target;
    private final Archive archive;

    /** @param target null: native libraries stay */
    JarRewriter(Report report, Target target, long epochSecond) {
        this.report = report;
        this.target = target;
        this.archive = new Archive(epochSecond);
    }

    /** Returns the given array itself where nothing had to change. */
    byte[] rewrite(String path, byte[] jar) throws IOException {
        var found = report.jar(path);
        var original = archive.read(path, jar);
        if (original.stream().anyMatch(entry -> entry.name().equals(MARKER))) {
            found.state("aligned before");
            return jar;
        }
        var result = new ArrayList<Entry>(original.size() + 1);
        boolean changed = false;
        for (var entry : original) {
            var content = rewrite(path, found, entry);
            changed |= content != entry.content();
            if (content != null) {
                result.add(content == entry.content() ? entry : new Entry(entry.name(), entry.stored(), content));
            }
        }
        if (!changed) {
            return jar;
        }
        if (isSigned(original)) {
            throw new ZipException(path + " is signed, and a rewrite would break the signature");
        }
        found.state("rewritten");
        result.add(new Entry(MARKER, false, new byte[0]));
        return archive.write(result);
    }

    /** The new content, the same array, or null for what the image leaves out. */
    private byte[] rewrite(String path, Report.Jar found, Entry entry) throws IOException {
        if (entry.name().endsWith(".class")) {
            return rewriteClass(found, entry);
        }
        if (entry.name().endsWith(".jar")) {
            return rewrite(path + "!/" + entry.name(), entry.content());
        }
        if (target != null && Target.isLibrary(entry.name())) {
            boolean kept = target.loads(entry.content());
            found.library(entry.name(), kept);
            return kept ? entry.content() : null;
        }
        return entry.content();
    }

    private static byte[] rewriteClass(Report.Jar found, Entry entry) {
        if (!ClassRewriter.mayCall(entry.content())) {
            return entry.content();
        }
        var result = ClassRewriter.rewrite(entry.content());
        found.add(entry.name(), result);
        return result.bytes();
    }

    private static boolean isSigned(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.name().matches("META-INF/[^/]+\\.SF"));
    }
}
