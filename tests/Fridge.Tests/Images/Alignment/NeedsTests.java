package fridge.modules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Cases of the finder of modules: whatever a JVM loads is read, and what only looks like it names nothing. */
public final class NeedsTests {
    public static void main(String[] arguments) throws Exception {
        var client = compiled();
        check(Map.of("java.base", "a.jar Client.class", "java.net.http", "a.jar Client.class").equals(needs(jar("Client.class", client))), "a class");
        check(needs(jar("lib/inner.jar", jar("Client.class", client))).containsKey("java.net.http"), "a nested jar");
        check(needs(concat("#!/bin/sh\n".getBytes(), jar("Client.class", client))).containsKey("java.net.http"), "a script in front");
        check(needs(jar("META-INF/versions/99/Client.class", client)).isEmpty(), "a class for a newer Java");
        check(needs(jar("templates/Foo.class", "text".getBytes())).isEmpty(), "a text by a class's name");
        check(needs(jar("Client.class", java.util.Arrays.copyOf(client, 40))).isEmpty(), "a class cut short");
        check(needs(jar("testdata/empty.jar", new byte[0])).isEmpty(), "an empty file by a jar's name");
        System.out.println("7 cases passed");
    }

    private static Map<String, String> needs(byte[] jar) throws IOException {
        var needs = new JarNeeds();
        needs.add("a.jar", Files.write(Files.createTempFile("needs", ".jar"), jar));
        return needs.needs();
    }

    private static byte[] compiled() throws Exception {
        var folder = Files.createTempDirectory("client");
        var source = Files.writeString(folder.resolve("Client.java"), "class Client { java.net.http.HttpClient client; Object get() { return client.version(); } }");
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        check(compiler.run(null, null, null, "-d", folder.toString(), source.toString()) == 0, "compiles");
        return Files.readAllBytes(folder.resolve("Client.class"));
    }

    private static byte[] jar(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
