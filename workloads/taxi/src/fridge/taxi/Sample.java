package fridge.taxi;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ride files: those in the job's jar, or those of a folder (which every TaskManager must then have). */
final class Sample implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String RESOURCES = "/data/";
    private static final String INDEX = "index.txt";
    private static final String HEADER = "vendor_id,";

    private final String folder;

    /** @param folder empty: the sample that travels in the jar */
    Sample(Optional<String> folder) {
        this.folder = folder.orElse(null);
    }

    /** The files in the order of the index: a split is known by its place in it. */
    List<String> files() throws IOException {
        var files = lines(INDEX).stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
        if (files.isEmpty()) {
            throw new IOException("The index " + INDEX + " names no ride file.");
        }
        return files;
    }

    /**
     * The rows of a file, without the header and blank lines.
     *
     * @throws IOException the file is missing or line 1 is not the header: then a ride would be taken for it
     */
    List<SampleRow> rows(String file) throws IOException {
        var lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).startsWith(HEADER)) {
            throw new IOException(file + ":1: expected the header, which starts with '" + HEADER + "'.");
        }
        var rows = new ArrayList<SampleRow>(lines.size());
        for (var line = 2; line <= lines.size(); line++) {
            var text = lines.get(line - 1);
            if (!text.isBlank()) {
                rows.add(new SampleRow(line, text));
            }
        }
        return List.copyOf(rows);
    }

    List<String> lines(String name) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private InputStream open(String name) throws IOException {
        if (folder != null) {
            return Files.newInputStream(Path.of(folder, name));
        }
        var stream = Sample.class.getResourceAsStream(RESOURCES + name);
        if (stream == null) {
            throw new FileNotFoundException("The job's jar has no " + RESOURCES + name + ".");
        }
        return stream;
    }
}
