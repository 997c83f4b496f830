package fridge.modules;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The packages that a class names: its class entries, and the descriptors of what it calls (JVM specification, 4.4). */
final class ClassReferences {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+);");

    private final String[] texts;
    private final List<Integer> classes = new ArrayList<>();
    private final List<Integer> descriptors = new ArrayList<>();

    private ClassReferences(int count) {
        texts = new String[count];
    }

    /** @return with dots, as modules name them; none of what isn't a class */
    static Set<String> packages(byte[] bytes) {
        try (var input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (input.readInt() != 0xCAFEBABE) {
                return Set.of();
            }
            input.readInt();
            var references = new ClassReferences(input.readUnsignedShort());
            references.read(input);
            return references.packages();
        } catch (IOException | RuntimeException e) {
            return Set.of();
        }
    }

    private void read(DataInputStream input) throws IOException {
        for (int i = 1; i < texts.length; i++) {
            int tag = input.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = input.readUTF();
                case 3, 4, 9, 10, 11, 17, 18 -> input.readInt();
                case 5, 6 -> {
                    input.readLong();
                    i++;
                }
                case 7 -> classes.add(input.readUnsignedShort());
                case 12 -> {
                    input.readUnsignedShort();
                    descriptors.add(input.readUnsignedShort());
                }
                case 16 -> descriptors.add(input.readUnsignedShort());
                case 8, 19, 20 -> input.readUnsignedShort();
                case 15 -> input.skipBytes(3);
                default -> throw new IOException("has a constant of an unknown kind, " + tag);
            }
        }
    }

    private Set<String> packages() {
        var found = new HashSet<String>();
        for (int index : classes) {
            if (texts[index].startsWith("[")) {
                addAll(found, texts[index]);
            } else {
                add(found, texts[index]);
            }
        }
        descriptors.forEach(index -> addAll(found, texts[index]));
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
