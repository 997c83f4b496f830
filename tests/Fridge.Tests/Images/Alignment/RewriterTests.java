package fridge.align.tool;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;

/** The rewriter's cases. One argument: the folder with the compiled Fixture. */
public final class RewriterTests {
    private static final long EPOCH = 1_780_272_000L;
    private static final int CALLS = 18;

    private static byte[] fixture;
    private static byte[] lambdaFree;

    public static void main(String[] arguments) throws Exception {
        fixture = Files.readAllBytes(Path.of(arguments[0], "Fixture.class"));
        lambdaFree = Files.readAllBytes(Path.of(arguments[0], "Fixture$Reader.class"));
        aRewrittenClassRunsAndHasNoCallLeft();
        nestedJarsAreRewritten();
        versionedClassesAreRewritten();
        aRewrittenJarIsLeftAlone();
        equalInputGivesEqualBytes();
        aJarWithoutCallsKeepsItsBytes();
        aSignedJarWithCallsIsRefused();
        aSignedJarWithoutCallsKeepsItsBytes();
        aSignedJarLosesItsSignatureWhenAsked();
        whatIsNoJarIsRefused();
        aJarCutShortIsRefused();
        ofANameThatIsThereTwiceTheJvmsChoiceIsKept();
        aClassForANewerJavaIsRefused();
        aScriptInFrontIsPassedOver();
        storedContentWithItsSizesBehindItIsRead();
        whatOnlyHasAJarsNameWithinAJarStays();
        whatOnlyHasAClassNameStays();
        jarsWithinJarsWithoutEndAreLeft();
        aDamagedEntryIsNamed();
        whatStaysIsCopiedAsItWasPacked();
        aLibraryOfAnotherMachineIsLeftOut();
        aSoftFloatLibraryIsReplacedByItsHardFloatNamesake();
        oneOfSomeTextsIsFoundWhereverItLies();
        System.out.println("23 cases passed");
    }

    /** Against a search that looks at each place, over letters of which many begin one of the texts. */
    private static void oneOfSomeTextsIsFoundWhereverItLies() {
        var texts = List.of("misc/Unsafe", "floatTo", "intBitsToFloat");
        var anyOf = new AnyOf(texts.toArray(String[]::new));
        var letters = "misc/Unsafe floatTo intBits";
        var random = new java.util.Random(7);
        int found = 0;
        for (int sample = 0; sample < 20_000; sample++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            if (random.nextBoolean()) {
                var one = texts.get(random.nextInt(texts.size()));
                text.insert(random.nextInt(text.length() + 1), one.substring(random.nextInt(2)));
            }
            boolean holds = texts.stream().anyMatch(text.toString()::contains);
            found += holds ? 1 : 0;
            check(anyOf.isIn(text.toString().getBytes(StandardCharsets.US_ASCII)) == holds, "'" + text + "': " + !holds);
        }
        check(found > 3_000 && found < 17_000, "texts found in " + found + " of 20000 samples");
    }

    private static void aRewrittenClassRunsAndHasNoCallLeft() throws Exception {
        var before = ClassRewriter.rewrite(fixture);
        check(before.calls() == CALLS, "calls found: " + before.calls());
        check(before.atomics() == 1, "atomic calls counted, not rewritten: " + before.atomics());
        var folder = Files.createTempDirectory("rewritten");
        Files.write(folder.resolve("Fixture.class"), before.bytes());
        Files.write(folder.resolve("Fixture$Reader.class"), lambdaFree);
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            loader.loadClass("Fixture").getMethod("run").invoke(null);
        }
        check(ClassRewriter.rewrite(before.bytes()).calls() == 0, "calls are left");
    }

    private static void nestedJarsAreRewritten() throws Exception {
        var outer = jar(entry("lib/inner.jar", jar(entry("Fixture.class", fixture))));
        var report = new Report();
        var rewritten = rewriter(report, null).rewrite("outer.jar", outer);
        check(report.calls() == CALLS, "nested calls");
        check(report.json().contains("outer.jar!/lib/inner.jar"), "the report names the nested jar");
        check(scan(rewritten) == 0, "nested calls are left");
        check(scan(outer) == CALLS, "the scan finds nested calls");
    }

    private static void versionedClassesAreRewritten() throws Exception {
        var rewritten = rewriter(new Report(), null).rewrite("a.jar", jar(entry("META-INF/versions/11/Fixture.class", fixture)));
        check(scan(rewritten) == 0, "calls are left in a versioned class");
    }

    private static void aRewrittenJarIsLeftAlone() throws Exception {
        var rewritten = rewriter(new Report(), null).rewrite("a.jar", jar(entry("Fixture.class", fixture)));
        check(rewriter(new Report(), null).rewrite("a.jar", rewritten) == rewritten, "a rewritten jar was written again");
    }

    private static void equalInputGivesEqualBytes() throws Exception {
        var input = jar(entry("b.txt", new byte[] {1}), entry("Fixture.class", fixture), entry("a.txt", new byte[] {2}));
        var first = rewriter(new Report(), null).rewrite("a.jar", input);
        check(Arrays.equals(first, rewriter(new Report(), null).rewrite("a.jar", input)), "two rewrites differ");
        var names = new Archive(EPOCH).read("a.jar", first).stream().map(Archive.Entry::name).toList();
        check(names.equals(List.of("b.txt", "Fixture.class", "a.txt", JarRewriter.MARKER)), "entry order: " + names);
    }

    private static void aJarWithoutCallsKeepsItsBytes() throws Exception {
        var input = jar(entry("a.txt", new byte[] {1}), entry("Fixture$Reader.class", lambdaFree));
        check(rewriter(new Report(), null).rewrite("a.jar", input) == input, "a jar without calls was written");
    }

    private static void aSignedJarWithCallsIsRefused() {
        refused("signed", jar(entry("META-INF/KEY.SF", new byte[] {1}), entry("Fixture.class", fixture)));
    }

    private static void aSignedJarWithoutCallsKeepsItsBytes() throws Exception {
        var input = jar(entry("META-INF/KEY.SF", new byte[] {1}), entry("a.txt", new byte[] {1}));
        check(rewriter(new Report(), null).rewrite("a.jar", input) == input, "a signed jar was written");
    }

    private static void whatIsNoJarIsRefused() {
        refused("not a jar", "<html>404</html>".getBytes());
    }

    private static void aSignedJarLosesItsSignatureWhenAsked() throws Exception {
        var input = jar(entry("META-INF/KEY.SF", new byte[] {1}), entry("META-INF/KEY.RSA", new byte[] {2}), entry("Fixture.class", fixture));
        var rewritten = new JarRewriter(new Report(), null, EPOCH, true).rewrite("a.jar", input);
        var names = new Archive(EPOCH).read("a.jar", rewritten).stream().map(Archive.Entry::name).toList();
        check(names.equals(List.of("Fixture.class", JarRewriter.MARKER)), "what is left: " + names);
    }

    private static void aJarCutShortIsRefused() {
        var whole = jar(entry("a.txt", new byte[] {1}), entry("Fixture.class", fixture));
        refused("cut short", Arrays.copyOf(whole, whole.length - 30));
        refused("not a jar", new byte[0]);
    }

    private static void ofANameThatIsThereTwiceTheJvmsChoiceIsKept() throws Exception {
        var twice = new String(
                jar(entry("NOTICE.1", new byte[] {1}), entry("NOTICE.2", new byte[] {2}), entry("Fixture.class", fixture)),
                StandardCharsets.ISO_8859_1).replace("NOTICE.2", "NOTICE.1").getBytes(StandardCharsets.ISO_8859_1);
        var entries = new Archive(EPOCH).read("a.jar", rewriter(new Report(), null).rewrite("a.jar", twice));
        var file = Files.write(Files.createTempFile("twice", ".jar"), twice);
        try (var opened = new ZipFile(file.toFile())) {
            var chosen = opened.getInputStream(opened.getEntry("NOTICE.1")).readAllBytes();
            check(Arrays.equals(entries.get(0).content(), chosen), "the JVM chooses " + chosen[0]);
        }
        check(entries.size() == 3, "entries: " + entries.size());
    }

    private static void aClassForANewerJavaIsRefused() throws Exception {
        var newer = fixture.clone();
        newer[7] = 65;
        refused("Fixture.class is for Java 21", jar(entry("Fixture.class", newer)));
        refused("inner.jar: Fixture.class is for Java 21", jar(entry("inner.jar", jar(entry("Fixture.class", newer)))));
        var versioned = jar(entry("META-INF/versions/21/Fixture.class", newer), entry("a.txt", new byte[] {1}));
        rewriter(new Report(), null).rewrite("a.jar", versioned);
    }

    private static void aScriptInFrontIsPassedOver() throws Exception {
        var input = concat("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(), jar(entry("Fixture.class", fixture)));
        var rewritten = rewriter(new Report(), null).rewrite("a.jar", loaded(input));
        check(scan(input) == CALLS && scan(rewritten) == 0, "calls behind a script");
        var without = concat("#!/bin/sh\n".getBytes(), jar(entry("a.txt", new byte[] {1})));
        check(rewriter(new Report(), null).rewrite("a.jar", without) == without, "a jar without calls was written");
    }

    /** As Python's zipfile writes to a pipe; ZipInputStream throws "only DEFLATED entries can have EXT descriptor". */
    private static void storedContentWithItsSizesBehindItIsRead() throws Exception {
        var input = streamed("Fixture.class", fixture);
        var rewritten = rewriter(new Report(), null).rewrite("a.jar", loaded(input));
        check(scan(input) == CALLS && scan(rewritten) == 0, "calls in a streamed jar");
    }

    private static void whatOnlyHasAJarsNameWithinAJarStays() throws Exception {
        var input = jar(
                entry("testdata/empty.jar", new byte[0]), entry("testdata/page.jar", "<html>404</html>".getBytes()), entry("Fixture.class", fixture));
        var entries = new Archive(EPOCH).read("a.jar", rewriter(new Report(), null).rewrite("a.jar", loaded(input)));
        check(entries.get(0).content().length == 0 && entries.get(1).content().length == 16, "nested files that are no jars");
        check(scan(input) == CALLS, "the scan passes them over");
    }

    private static void whatOnlyHasAClassNameStays() throws Exception {
        var report = new Report();
        var cut = Arrays.copyOf(fixture, fixture.length / 2);
        var input = jar(entry("templates/Foo.class", "class ${name} { misc/Unsafe }".getBytes()), entry("test/Cut.class", cut), entry("Fixture.class", fixture));
        var entries = new Archive(EPOCH).read("a.jar", rewriter(report, null).rewrite("a.jar", loaded(input)));
        check(Arrays.equals(entries.get(1).content(), cut) && report.calls() == CALLS, "classes that are none");
        check(report.json().contains("\"unread\":{\"test/Cut.class\""), report.json());
        check(scan(input) == CALLS, "the scan passes them over");
    }

    private static void jarsWithinJarsWithoutEndAreLeft() throws Exception {
        var input = jar(entry("Fixture.class", fixture));
        for (int depth = 0; depth < 12; depth++) {
            input = jar(entry("a.jar", input));
        }
        rewriter(new Report(), null).rewrite("a.jar", input);
        check(scan(input) == 0, "what lies too deep isn't looked at");
    }

    private static void aDamagedEntryIsNamed() {
        var whole = jar(entry("Fixture.class", fixture));
        Arrays.fill(whole, 60, 160, (byte) 0x55);
        refused("is damaged: Fixture.class", whole);
    }

    /** Most of a jar: deflating that again took most of the time of a build. */
    private static void whatStaysIsCopiedAsItWasPacked() throws Exception {
        var text = "as it was ".repeat(500).getBytes();
        var fast = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(fast)) {
            zip.setLevel(1);
            zip.putNextEntry(new java.util.zip.ZipEntry("folder/"));
            zip.putNextEntry(new java.util.zip.ZipEntry("\u00e4/a.txt"));
            zip.write(text);
            zip.putNextEntry(new java.util.zip.ZipEntry("Fixture.class"));
            zip.write(fixture);
        }
        for (var input : List.of(fast.toByteArray(), concat("#!/bin/sh\n".getBytes(), fast.toByteArray()))) {
            var rewritten = loaded(rewriter(new Report(), null).rewrite("a.jar", loaded(input)));
            var before = PackedJar.of(input).of(new Archive.Entry("\u00e4/a.txt", false, text));
            var after = PackedJar.of(rewritten).of(new Archive.Entry("\u00e4/a.txt", false, text));
            check(Arrays.equals(before.bytes(), after.bytes()) && !Arrays.equals(before.bytes(), JarWriter.pack(text, false).bytes()), "packed again");
            var entries = new Archive(EPOCH).read("a.jar", rewritten);
            check(entries.get(0).name().equals("folder/") && Arrays.equals(entries.get(1).content(), text), "the same entries");
            check(scan(rewritten) == 0, "calls are left");
        }
    }

    /** Not what the JVM takes is asked for here, but whether it does. */
    private static byte[] loaded(byte[] jar) throws Exception {
        var file = Files.write(Files.createTempFile("loaded", ".jar"), jar);
        try (var loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
            check(loader.loadClass("Fixture") != null, "the JVM loads it");
        }
        return jar;
    }

    private static byte[] concat(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** One entry, stored, its sizes behind it (APPNOTE 4.4.4, bit 3). */
    private static byte[] streamed(String name, byte[] content) {
        var crc = new java.util.zip.CRC32();
        crc.update(content);
        int sum = (int) crc.getValue();
        var head = name.getBytes(StandardCharsets.US_ASCII);
        var local = little(64 + head.length).putInt(0x04034b50).putShort((short) 20).putShort((short) 8).putShort((short) 0).putInt(0)
                .putInt(0).putInt(0).putInt(0).putShort((short) head.length).putShort((short) 0).put(head);
        var behind = little(16).putInt(0x08074b50).putInt(sum).putInt(content.length).putInt(content.length);
        var listed = little(64 + head.length).putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 8).putShort((short) 0).putInt(0)
                .putInt(sum).putInt(content.length).putInt(content.length).putShort((short) head.length).putShort((short) 0).putShort((short) 0)
                .putShort((short) 0).putShort((short) 0).putInt(0).putInt(0).put(head);
        int at = local.position() + content.length + behind.position();
        var end = little(22).putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1).putInt(listed.position()).putInt(at).putShort((short) 0);
        return concat(bytes(local), content, bytes(behind), bytes(listed), bytes(end));
    }

    private static java.nio.ByteBuffer little(int size) {
        return java.nio.ByteBuffer.allocate(size).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(java.nio.ByteBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static void aLibraryOfAnotherMachineIsLeftOut() throws Exception {
        var input = jar(entry("linux/arm.so", elf(40, 1)), entry("linux/x86.so", elf(62, 2)), entry("windows.dll", new byte[] {'M', 'Z'}));
        var rewritten = rewriter(new Report(), Target.ARM).rewrite("a.jar", input);
        var names = new Archive(EPOCH).read("a.jar", rewritten).stream().map(Archive.Entry::name).toList();
        check(names.equals(List.of("linux/arm.so", JarRewriter.MARKER)), "libraries: " + names);
    }

    private static void aSoftFloatLibraryIsReplacedByItsHardFloatNamesake() throws Exception {
        var soft = elf(40, 1);
        soft[37] = 2;
        var hard = elf(40, 1);
        hard[37] = 4;
        var input = jar(entry("linux/armv7/lib.so", soft), entry("linux/armv6/lib.so", hard), entry("android-arm/lib.so", soft), entry("linux/armv7/other.so", soft));
        var entries = new Archive(EPOCH).read("a.jar", rewriter(new Report(), Target.ARM).rewrite("a.jar", input));
        var names = entries.stream().map(Archive.Entry::name).toList();
        check(names.equals(List.of("linux/armv7/lib.so", "linux/armv6/lib.so", JarRewriter.MARKER)), "libraries: " + names);
        check(Arrays.equals(entries.get(0).content(), hard), "the soft-float library is still there");
    }

    private static void refused(String reason, byte[] jar) {
        try {
            rewriter(new Report(), null).rewrite("bad.jar", jar);
        } catch (IOException e) {
            check(e.getMessage().contains("bad.jar") && e.getMessage().contains(reason), e.getMessage());
            return;
        }
        check(false, "not refused: " + reason);
    }

    private static int scan(byte[] jar) throws Exception {
        var report = new Report();
        new JarScanner(report).scan("a.jar", jar);
        return report.calls();
    }

    private static JarRewriter rewriter(Report report, Target target) {
        return new JarRewriter(report, target, EPOCH, false);
    }

    private static Archive.Entry entry(String name, byte[] content) {
        return new Archive.Entry(name, false, content);
    }

    private static byte[] jar(Archive.Entry... entries) {
        try {
            return new Archive(EPOCH).write(new ArrayList<>(List.of(entries)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] elf(int machine, int bits) {
        var file = new byte[64];
        System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F', (byte) bits, 1}, 0, file, 0, 6);
        file[18] = (byte) machine;
        return file;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
