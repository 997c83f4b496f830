package fridge.align.tool;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Jars as lists of entries. What is written has one time for all entries, and nothing of the machine in it. */
final class Archive {
    private static final int DEEPEST = 8;
    private static final int MOST = 0xFFFE;

    private final LocalDateTime time;

    Archive(long epochSecond) {
        this.time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    }

    record Entry(String name, boolean stored, byte[] content) {}

    List<Entry> read(String path, byte[] jar) throws IOException {
        var entries = find(path, jar);
        if (entries == null) {
            throw new Refusal(
                    path + (startsAsZip(jar) ? " is a jar cut short" : " is not a jar") + " (" + jar.length + " bytes)",
                    "Get or build the file again.");
        }
        return entries;
    }

    /**
     * By the JVM's own reader, which goes by the directory at the end: a script may stand in front, sizes behind the content, a name
     * twice (it finds the last of them, and none but one can be written).
     *
     * @return null: no JVM opens it
     */
    List<Entry> find(String path, byte[] jar) throws IOException {
        var file = Files.createTempFile("fridge", ".jar");
        try {
            Files.write(file, jar);
            try (var zip = open(file)) {
                return zip == null ? null : read(path, zip);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            return null;
        }
    }

    /** Entries are inflated side by side: that is most of the time that a jar takes. */
    private static List<Entry> read(String path, ZipFile zip) throws IOException {
        var names = Collections.list(zip.entries()).stream().map(ZipEntry::getName).distinct().toList();
        try {
            return names.parallelStream().map(name -> read(path, zip, name)).collect(Collectors.toCollection(ArrayList::new));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Entry read(String path, ZipFile zip, String name) {
        var entry = zip.getEntry(name);
        try (var content = zip.getInputStream(entry)) {
            return new Entry(name, entry.getMethod() == ZipEntry.STORED, content.readAllBytes());
        } catch (ZipException | EOFException e) {
            throw new UncheckedIOException(new Refusal(path + " is damaged: " + name + ": " + e.getMessage(), "Get or build the file again."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean startsAsZip(byte[] jar) {
        return jar.length > 1 && jar[0] == 'P' && jar[1] == 'K';
    }

    byte[] write(List<Entry> entries) throws IOException {
        return write(entries, null);
    }

    /** @param original where entries are from whose content is still the same; null: nowhere */
    byte[] write(List<Entry> entries, PackedJar original) throws IOException {
        if (entries.size() > MOST) {
            return writeMany(entries);
        }
        var jar = new JarWriter(dosTime());
        for (var entry : entries) {
            boolean stored = entry.stored || isJar(entry) || entry.content.length == 0;
            jar.add(entry.name, stored || original == null ? JarWriter.pack(entry.content, stored) : original.of(entry));
        }
        return jar.finish();
    }

    private int dosTime() {
        return time.getYear() - 1980 << 25 | time.getMonthValue() << 21 | time.getDayOfMonth() << 16
                | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() >> 1;
    }

    /** More than the directory of a plain jar counts. */
    private byte[] writeMany(List<Entry> entries) throws IOException {
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
    static boolean isJar(Entry entry) {
        return entry.name.endsWith(".jar");
    }

    /** Jars within jars within jars: what lies deeper nobody unpacks, and an archive may have itself within it. */
    static boolean isTooDeep(String path) {
        return path.split("!/", -1).length > DEEPEST;
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
