package fridge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.gaul.s3proxy.Main;

/**
 * Starts S3Proxy for whoever has the keys that the orchestrator keeps, and for nobody else: the files are those that Flink has
 * too, each YAML with one option, so that the two can't differ. Buckets that are its arguments are there before it listens; their
 * folders are its user's alone, since S3Proxy gives a folder that others may read to everybody.
 */
public final class Store {
    private static final Path KEYS = Path.of("/run/secrets/object-store");
    private static final Path DATA = Path.of("/var/lib/object-store");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Store() {
    }

    public static void main(String[] buckets) throws Exception {
        System.setProperty("s3proxy.identity", key("s3.access-key"));
        System.setProperty("s3proxy.credential", key("s3.secret-key"));
        for (String bucket : buckets) {
            make(DATA.resolve(bucket));
        }
        Main.main(new String[] {"--properties", "/etc/object-store/s3proxy.conf"});
    }

    private static void make(Path bucket) throws IOException {
        if (!Files.isDirectory(bucket)) {
            Files.createDirectory(bucket, OWNER_ALONE);
        }
    }

    /** No message holds what the file says. */
    private static String key(String option) {
        Path file = KEYS.resolve(option);
        String[] words;
        try {
            words = Files.readString(file).strip().split(": *", 2);
        } catch (IOException problem) {
            throw new IllegalStateException(file + " can't be read: a secret is mounted there", problem);
        }
        if (words.length != 2 || !words[0].equals(option) || words[1].isBlank()) {
            throw new IllegalStateException(file + " holds no line '" + option + ": …'");
        }
        return words[1].replaceAll("^[\"']|[\"']$", "");
    }
}
