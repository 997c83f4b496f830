package fridge.align.tool;

import fridge.align.tool.Archive.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rewrites a jar and the jars inside it. Entry order stays, times become one: equal input gives equal bytes. */
final class JarRewriter {
    /** In a jar that was rewritten: it is not read again. */
    static final String MARKER = "META-INF/fridge/aligned";

    private static final String SIGNATURE = "META-INF/[^/]+\\.(SF|RSA|DSA|EC)";

    private final Report report;
    private final Target target;
    private final Archive archive;
    private final boolean stripsSignatures;

    /**
     * @param target null: native libraries stay
     * @param stripsSignatures whether a signed jar that must change loses its signature; else it is refused
     */
    JarRewriter(Report report, Target target, long epochSecond, boolean stripsSignatures) {
        this.report = report;
        this.stripsSignatures = stripsSignatures;
        this.target = target;
        this.archive = new Archive(epochSecond);
    }

    /** Returns the given array itself where nothing had to change. */
    byte[] rewrite(String path, byte[] jar) throws IOException {
        return rewrite(path, jar, archive.read(path, jar));
    }

    private byte[] rewrite(String path, byte[] jar, List<Entry> original) throws IOException {
        var found = report.jar(path);
        if (original.stream().anyMatch(entry -> entry.name().equals(MARKER))) {
            found.state("aligned before");
            return jar;
        }
        var result = new ArrayList<Entry>(original.size() + 1);
        boolean changed = false;
        for (var entry : original) {
            var content = rewrite(path, found, entry, original);
            changed |= content != entry.content();
            if (content != null) {
                result.add(content == entry.content() ? entry : new Entry(entry.name(), entry.stored(), content));
            }
        }
        if (!changed) {
            return jar;
        }
        found.state("rewritten");
        if (isSigned(original)) {
            requireStripping(path);
            result.removeIf(entry -> entry.name().matches(SIGNATURE));
            found.state("rewritten, signature taken off");
        }
        result.add(new Entry(MARKER, false, new byte[0]));
        return archive.write(result, PackedJar.of(jar));
    }

    /** The new content, the same array, or null for what the image leaves out. */
    private byte[] rewrite(String path, Report.Jar found, Entry entry, List<Entry> all) throws IOException {
        if (ClassFormat.isLoaded(entry)) {
            ClassFormat.require(path, entry);
            return rewriteClass(found, entry);
        }
        if (Archive.isJar(entry)) {
            return nested(path + "!/" + entry.name(), entry.content());
        }
        if (target != null && Target.isLibrary(entry.name())) {
            return library(found, entry, all);
        }
        return entry.content();
    }

    /** What has a jar's name and is none stays as it is: a test's empty file, for one. */
    private byte[] nested(String path, byte[] jar) throws IOException {
        var entries = Archive.isTooDeep(path) ? null : archive.find(path, jar);
        return entries == null ? jar : rewrite(path, jar, entries);
    }

    /**
     * One for another machine is left out. For one of this machine that its C library refuses, the jar's own of the same name
     * that it takes is put: snappy-java calls a soft-float library armv7, and has a hard-float one that it calls armv6.
     */
    private byte[] library(Report.Jar found, Entry entry, List<Entry> all) {
        if (target.loads(entry.name(), entry.content())) {
            found.library(entry.name(), "kept");
            return entry.content();
        }
        var other = target.isOfMachine(entry.content()) && !entry.name().contains("android") ? namesake(entry, all) : null;
        found.library(entry.name(), other == null ? "left out" : "is " + other.name());
        return other == null ? null : other.content();
    }

    private Entry namesake(Entry entry, List<Entry> all) {
        var name = entry.name().substring(entry.name().lastIndexOf('/'));
        return all.stream()
                .filter(other -> other.name().endsWith(name) && target.loads(other.name(), other.content()))
                .findFirst()
                .orElse(null);
    }

    private static byte[] rewriteClass(Report.Jar found, Entry entry) {
        if (!ClassRewriter.mayCall(entry.content())) {
            return entry.content();
        }
        var result = ClassRewriter.tryRewrite(entry.content());
        if (result == null) {
            found.unread(entry.name());
            return entry.content();
        }
        found.add(entry.name(), result);
        return result.bytes();
    }

    private void requireStripping(String path) throws Refusal {
        if (!stripsSignatures) {
            throw new Refusal(
                    path + " is signed, and making its memory accesses aligned breaks the signature",
                    "Take the signature off with --strip-signature, or leave all jars of jobs as they are with --no-rewrite.");
        }
    }

    private static boolean isSigned(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.name().matches(SIGNATURE));
    }
}
