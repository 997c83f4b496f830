package fridge.align.tool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The packed bytes of a jar's entries, by the directory at its end: what a rewrite leaves alone is copied and not deflated again, which is
 * most of a jar and most of the time. Where a jar isn't of the plain kind (more than 4 GiB, encrypted, another method) it gives nothing.
 */
final class PackedJar {
    private static final int END = 0x06054b50;
    private static final int LISTED = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_BYTES = 22;

    private final Map<String, Packed> entries = new HashMap<>();

    record Packed(int method, int crc, int size, byte[] bytes) {}

    private PackedJar() {}

    static PackedJar of(byte[] jar) {
        var found = new PackedJar();
        try {
            found.read(ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            found.entries.clear();
        }
        return found;
    }

    /** As it was packed, or packed anew where its content is another than the one that was packed. */
    Packed of(Archive.Entry entry) {
        var known = entries.get(entry.name());
        return known != null && known.method == 8 && known.size == entry.content().length && known.crc == crcOf(entry.content())
                ? known
                : JarWriter.pack(entry.content(), false);
    }

    private static int crcOf(byte[] content) {
        var crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private void read(ByteBuffer jar) {
        int end = jar.limit() - END_BYTES;
        while (jar.getInt(end) != END || (jar.getShort(end + 20) & 0xFFFF) != jar.limit() - end - END_BYTES) {
            end--;
        }
        int front = end - jar.getInt(end + 12) - jar.getInt(end + 16);
        int at = end - jar.getInt(end + 12);
        while (at < end && jar.getInt(at) == LISTED) {
            int nameLength = jar.getShort(at + 28) & 0xFFFF;
            var name = new byte[nameLength];
            jar.get(at + 46, name);
            add(new String(name, StandardCharsets.UTF_8), jar, at, front + jar.getInt(at + 42));
            at += 46 + nameLength + (jar.getShort(at + 30) & 0xFFFF) + (jar.getShort(at + 32) & 0xFFFF);
        }
    }

    private void add(String name, ByteBuffer jar, int listed, int local) {
        int method = jar.getShort(listed + 10);
        int packed = jar.getInt(listed + 20);
        int size = jar.getInt(listed + 24);
        boolean isPlain = (jar.getShort(listed + 8) & 1) == 0 && (method == 0 || method == 8) && packed >= 0 && size >= 0;
        if (!isPlain || jar.getInt(local) != LOCAL) {
            entries.remove(name);
            return;
        }
        var bytes = new byte[packed];
        jar.get(local + 30 + (jar.getShort(local + 26) & 0xFFFF) + (jar.getShort(local + 28) & 0xFFFF), bytes);
        entries.put(name, new Packed(method, jar.getInt(listed + 16), size, bytes));
    }
}
