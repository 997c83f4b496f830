package fridge.modules;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * {@code needs FOLDER...}: lines {@code module jar class} for the jars below folders, jar by its path below its folder's parent.
 * {@code resolve NEEDS LIST}: the modules of such lines, without those that a hand-written list names with a minus, and those
 * that it adds, with all that they require, one a line.
 */
public final class Modules {
    private Modules() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "needs" -> needs(List.of(arguments).subList(1, arguments.length));
            case "resolve" -> resolve(Path.of(arguments[1]), Path.of(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void needs(List<String> folders) throws IOException {
        var needs = new JarNeeds();
        for (var folder : folders) {
            for (var jar : jars(Path.of(folder))) {
                needs.add(Path.of(folder).toAbsolutePath().getParent().relativize(jar.toAbsolutePath()).toString(), jar);
            }
        }
        needs.needs().forEach((module, user) -> System.out.println(module + " " + user));
    }

    private static void resolve(Path needs, Path list) throws IOException {
        var roots = new LinkedHashSet<>(firstWords(needs));
        var said = firstWords(list);
        said.stream().filter(word -> word.startsWith("-")).forEach(word -> roots.remove(word.substring(1)));
        said.stream().filter(word -> !word.startsWith("-")).forEach(roots::add);
        try {
            Configuration.empty().resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), roots).modules().stream()
                    .map(ResolvedModule::name)
                    .sorted()
                    .forEach(System.out::println);
        } catch (FindException e) {
            System.err.println(list + ": " + e.getMessage());
            System.exit(2);
        }
    }

    private static List<String> firstWords(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.strip().split("\\s+", 2)[0])
                .toList();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
