package fridge.modules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The packages that a class names: its class entries, and the descriptors of what it calls (JVM specification, 4.4). Of the constant pool's
 * texts those alone become strings.
 */
final class ClassReferences {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+);");
    private static final int HEADER_BYTES = 10;

    private final byte[] bytes;
    private final int[] texts;
    private final List<Integer> classes = new ArrayList<>();
    private final List<Integer> descriptors = new ArrayList<>();

    private ClassReferences(byte[] bytes) {
        this.bytes = bytes;
        texts = new int[unsignedShort(HEADER_BYTES - 2)];
    }

    /** @return with dots, as modules name them; none of what isn't a class */
    static Set<String> packages(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xCA || bytes[1] != (byte) 0xFE || bytes[2] != (byte) 0xBA || bytes[3] != (byte) 0xBE) {
            return Set.of();
        }
        try {
            var references = new ClassReferences(bytes);
            return references.read() ? references.packages() : Set.of();
        } catch (RuntimeException e) {
            return Set.of();
        }
    }

    /** @return false: there is a constant of an unknown kind */
    private boolean read() {
        int at = HEADER_BYTES;
        for (int i = 1; i < texts.length; i++) {
            switch (bytes[at++]) {
                case 1 -> {
                    texts[i] = at;
                    at += 2 + unsignedShort(at);
                }
                case 3, 4, 9, 10, 11, 17, 18 -> at += 4;
                case 5, 6 -> {
                    at += 8;
                    i++;
                }
                case 7 -> {
                    classes.add(unsignedShort(at));
                    at += 2;
                }
                case 12 -> {
                    descriptors.add(unsignedShort(at + 2));
                    at += 4;
                }
                case 16 -> {
                    descriptors.add(unsignedShort(at));
                    at += 2;
                }
                case 8, 19, 20 -> at += 2;
                case 15 -> at += 3;
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private int unsignedShort(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** Modified UTF-8 (4.4.7) is UTF-8 but for characters that no package of the JDK has. */
    private String text(int index) {
        return new String(bytes, texts[index] + 2, unsignedShort(texts[index]), StandardCharsets.UTF_8);
    }

    private Set<String> packages() {
        var found = new HashSet<String>();
        for (int index : classes) {
            var name = text(index);
            if (name.startsWith("[")) {
                addAll(found, name);
            } else {
                add(found, name);
            }
        }
        descriptors.forEach(index -> addAll(found, text(index)));
        return found;
    }

    private static void addAll(Set<String> found, String descriptor) {
        var names = IN_DESCRIPTOR.matcher(descriptor);
        while (names.find()) {
            add(found, names.group(1));
        }
    }

    private static void add(Set<String> found, String name) {
        int end = name.lastIndexOf('/');
        if (end > 0) {
            found.add(name.substring(0, end).replace('/', '.'));
        }
    }
}
