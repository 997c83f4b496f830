package fridge.align.tool;

import java.util.regex.Pattern;

/** The newest class files that the image's Java takes are those of its own version: 61 is Java 17 (JVM specification, 4.1). */
final class ClassFormat {
    private static final int JAVA_17 = 61;
    private static final int BEFORE_JAVA_1 = 44;
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/.*");

    private ClassFormat() {}

    /** A class, and not one that a jar has for a newer Java only. What has only a class's name (a template, a test's broken file) no JVM loads. */
    static boolean isLoaded(Archive.Entry entry) {
        return entry.name().endsWith(".class") && isClass(entry.content()) && !isForNewerJavaOnly(entry.name());
    }

    private static boolean isForNewerJavaOnly(String name) {
        var versioned = VERSIONED.matcher(name);
        return versioned.matches() && (versioned.group(1).length() > 4 || Integer.parseInt(versioned.group(1)) > JAVA_17 - BEFORE_JAVA_1);
    }

    static void require(String path, Archive.Entry entry) throws Refusal {
        var content = entry.content();
        int format = (content[6] & 0xFF) << 8 | content[7] & 0xFF;
        if (format > JAVA_17) {
            throw new Refusal(
                    path + ": " + entry.name() + " is for Java " + (format - BEFORE_JAVA_1) + ", and the images run Java 17",
                    "Compile with --release 17, or take the library's version for Java 17.");
        }
    }

    private static boolean isClass(byte[] bytes) {
        return bytes.length > 8
                && bytes[0] == (byte) 0xCA && bytes[1] == (byte) 0xFE && bytes[2] == (byte) 0xBA && bytes[3] == (byte) 0xBE;
    }
}
