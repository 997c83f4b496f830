package fridge.align.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Jars as lists of entries. What is written has one time for all entries, and nothing of the machine in it. */
final class Archive {
    private static final int END_RECORD = 22;

    private final LocalDateTime time;

    Archive(long epochSecond) {
        this.time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    }

    record Entry(String name, boolean stored, byte[] content) {}

    List<Entry> read(String path, byte[] jar) throws IOException {
        if (!isWhole(jar)) {
            throw new Refusal(
                    path + (startsAsZip(jar) ? " is a jar cut short" : " is not a jar") + " (" + jar.length + " bytes)",
                    "Get or build the file again.");
        }
        // Build tools write jars with a name twice; the JVM (ZipFile of JDK 17) finds the last of them, and none but one can be written.
        var entries = new LinkedHashMap<String, Entry>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new Entry(entry.getName(), entry.getMethod() == ZipEntry.STORED, zip.readAllBytes()));
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static boolean startsAsZip(byte[] jar) {
        return jar.length > 1 && jar[0] == 'P' && jar[1] == 'K';
    }

    /** A zip file ends with its directory's end record, whose comment has 65535 bytes at most (APPNOTE 4.3.16). */
    private static boolean isWhole(byte[] jar) {
        for (int at = jar.length - END_RECORD; at >= 0 && at >= jar.length - END_RECORD - 65535; at--) {
            if (jar[at] == 'P' && jar[at + 1] == 'K' && jar[at + 2] == 5 && jar[at + 3] == 6) {
                return startsAsZip(jar);
            }
        }
        return false;
    }

    byte[] write(List<Entry> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries) {
                zip.putNextEntry(header(entry));
                zip.write(entry.content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** A jar within a jar is unpacked whole at every start: nothing is gained by deflating it twice, and a slow processor inflates it for nothing. */
    private static boolean isJar(Entry entry) {
        return entry.name.endsWith(".jar");
    }

    private ZipEntry header(Entry entry) {
        var header = new ZipEntry(entry.name);
        header.setTimeLocal(time);
        if (entry.stored || isJar(entry)) {
            var crc = new CRC32();
            crc.update(entry.content);
            header.setMethod(ZipEntry.STORED);
            header.setSize(entry.content.length);
            header.setCrc(crc.getValue());
        }
        return header;
    }
}
