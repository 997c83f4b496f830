package fridge.modules;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Which of the JDK's modules the classes of jars name, and for each the first that does. */
final class JarNeeds {
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/.*");

    private static final int DEEPEST = 8;

    private final Map<String, String> moduleOf = new HashMap<>();
    private final Map<String, String> needs = new TreeMap<>();

    JarNeeds() {
        for (var module : ModuleFinder.ofSystem().findAll()) {
            module.descriptor().packages().forEach(name -> moduleOf.put(name, module.descriptor().name()));
        }
    }

    /** By module: {@code jar class}. */
    Map<String, String> needs() {
        return needs;
    }

    /**
     * Nested jars included, those that a JVM opens; classes for a newer Java than this one are left out, as the JVM leaves them out. By the JVM's
     * own reader: a script may stand in front, sizes behind the content.
     */
    void add(String path, Path jar) throws IOException {
        try (var zip = open(jar)) {
            if (zip == null) {
                return;
            }
            for (var entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    addNested(path + "!/" + entry.getName(), zip.getInputStream(entry));
                } else if (isRead(entry)) {
                    addClass(path, entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private void addNested(String path, InputStream jar) throws IOException {
        if (path.split("!/", -1).length > DEEPEST) {
            return;
        }
        var file = Files.createTempFile("fridge", ".jar");
        try {
            Files.copy(jar, file, StandardCopyOption.REPLACE_EXISTING);
            add(path, file);
        } finally {
            Files.delete(file);
        }
    }

    private static ZipFile open(Path jar) throws IOException {
        try {
            return new ZipFile(jar.toFile());
        } catch (ZipException e) {
            return null;
        }
    }

    private static boolean isRead(ZipEntry entry) {
        var name = entry.getName();
        var versioned = VERSIONED.matcher(name);
        return name.endsWith(".class")
                && !name.endsWith("module-info.class")
                && (!versioned.matches() || versioned.group(1).length() < 5 && Integer.parseInt(versioned.group(1)) <= Runtime.version().feature());
    }

    /** What has a class's name and isn't one, or is cut short, names nothing: no JVM loads it. */
    private void addClass(String path, String name, byte[] bytes) {
        for (var used : ClassReferences.packages(bytes)) {
            var module = moduleOf.get(used);
            if (module != null) {
                needs.putIfAbsent(module, path + " " + name);
            }
        }
    }
}
