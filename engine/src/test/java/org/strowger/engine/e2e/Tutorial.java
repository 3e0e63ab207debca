package org.strowger.engine.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of docs/tutorial: the files that it has its reader write, and the pieces that it has them
/// put in later.
record Tutorial(String text) {
    private static final Path FOLDER = Path.of("..", "docs", "tutorial");

    /// A path of the reader's folder, and the next block after it, with no other path between.
    private static final Pattern FILE =
            Pattern.compile(
                    "`(my-centre/[^`]+)`(?:(?!`my-centre/|```).)*```(?:yaml|json)\n(.*?)```",
                    Pattern.DOTALL);

    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static Tutorial read(String name) throws IOException {
        return new Tutorial(Files.readString(FOLDER.resolve(name)));
    }

    /// What the page has its reader write, by path.
    SequencedMap<String, String> files() {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        for (Matcher m = FILE.matcher(text); m.find(); ) {
            files.put(m.group(1), unindented(m.group(2)));
        }
        return files;
    }

    /// Writes them into a folder, and returns that of the centre.
    Path write(Path folder) throws IOException {
        for (var file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder.resolve("my-centre");
    }

    /// The line that a later step has its reader write in place of the one with the same key.
    String changedLine(String key) {
        List<String> lines =
                BLOCK.matcher(text)
                        .results()
                        .map(block -> unindented(block.group(1)).stripTrailing())
                        .filter(block -> !block.contains("\n"))
                        .filter(block -> block.strip().startsWith(key + ":"))
                        .toList();
        if (lines.size() != 1) {
            throw new IllegalStateException("expected one line for " + key + ", but: " + lines);
        }
        return lines.getFirst();
    }

    /// Steps are a list, whose text stands three columns in.
    private static String unindented(String block) {
        return block.replaceAll("(?m)^   ", "");
    }
}
