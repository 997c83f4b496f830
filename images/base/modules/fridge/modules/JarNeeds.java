package fridge.modules;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Which of the JDK's modules the classes of jars name, and for each the first that does. */
final class JarNeeds {
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/.*");

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

    /** Nested jars included; classes for a newer Java than this one are left out, as the JVM leaves them out. */
    void add(String path, InputStream jar) throws IOException {
        var zip = new ZipInputStream(jar);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().endsWith(".jar")) {
                add(path + "!/" + entry.getName(), zip);
            } else if (isRead(entry)) {
                addClass(path, entry.getName(), zip.readAllBytes());
            }
        }
    }

    private static boolean isRead(ZipEntry entry) {
        var name = entry.getName();
        var versioned = VERSIONED.matcher(name);
        return name.endsWith(".class")
                && !name.endsWith("module-info.class")
                && (!versioned.matches() || Integer.parseInt(versioned.group(1)) <= Runtime.version().feature());
    }

    private void addClass(String path, String name, byte[] bytes) throws IOException {
        try {
            for (var used : ClassReferences.packages(bytes)) {
                var module = moduleOf.get(used);
                if (module != null) {
                    needs.putIfAbsent(module, path + " " + name);
                }
            }
        } catch (IOException e) {
            throw new IOException(path + ": " + name + " " + e.getMessage(), e);
        }
    }
}
