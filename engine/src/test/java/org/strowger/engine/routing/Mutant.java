package org.strowger.engine.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The core with one rule changed: a bug that the tests must see.
///
/// @param rule what it does wrong
/// @param file of the core
/// @param text that stands once in the file; where it has a space the file may have any white space
/// @param replacement what is put in its place
record Mutant(String id, String rule, String file, String text, String replacement) {
    static final Path LIST = Path.of("src/test/resources/routing-mutants.txt");

    private static final Pattern COMMENT = Pattern.compile("^#.*\n", Pattern.MULTILINE);
    private static final Pattern BETWEEN = Pattern.compile("\n\n+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    Mutant {
        if (Stream.of(id, rule, file, text).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "a mutant has an id, a rule, a file and a line that begins with '-', but is "
                            + "'%s', '%s', '%s', '%s'".formatted(id, rule, file, text));
        }
    }

    /// All there are, in the order of the list.
    static List<Mutant> all() {
        try {
            String entries = COMMENT.matcher(Files.readString(LIST)).replaceAll("");
            return BETWEEN.splitAsStream(entries.strip()).map(Mutant::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutant parse(String entry) {
        List<String> lines = entry.lines().toList();
        return new Mutant(
                after("id: ", lines),
                after("rule: ", lines),
                after("file: ", lines),
                after("-", lines),
                after("+", lines));
    }

    /// The one line that begins so; nothing if there is none.
    private static String after(String beginning, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).strip())
                .collect(Collectors.joining(" "));
    }

    /// How often the text stands in a source.
    long countIn(String source) {
        return pattern().matcher(source).results().count();
    }

    String applyTo(String source) {
        return pattern().matcher(source).replaceFirst(Matcher.quoteReplacement(replacement));
    }

    private Pattern pattern() {
        return Pattern.compile(
                SPACE.splitAsStream(text).map(Pattern::quote).collect(Collectors.joining("\\s+")));
    }

    @Override
    public String toString() {
        return id;
    }
}
