package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.flow.exchange.FlowImport;
import org.strowger.flow.exchange.Format;
import org.strowger.flow.exchange.Imported;
import org.strowger.flow.release.ReleasePath;
import org.strowger.yaml.Spelling;

/// `flow import`: makes flows of another product's menus.
final class ImportCommand implements Command {
    private static final String TO = "--to";
    private static final String FORCE = "--force";
    private static final String AUTO = "auto";

    @Override
    public Form form() {
        return Form.of(
                        "FORMAT|auto FILE --to DIR [--force]   FORMAT is one of " + formats(),
                        List.of(FORCE),
                        List.of(),
                        2,
                        2)
                .needing(TO);
    }

    private static SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>();
        for (Format format : Format.values()) {
            words.add(format.word());
        }
        return words;
    }

    private static String formats() {
        return String.join(", ", words());
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        String word = given.rest().getFirst();
        String file = given.rest().get(1);
        Optional<Format> named = Format.ofWord(word);
        if (named.isEmpty() && !word.equals(AUTO)) {
            return terminal.misused(
                    "flow import: expected auto or one of %s, found '%s'%s"
                            .formatted(formats(), word, Spelling.didYouMean(word, words())));
        }
        String text = Site.text(Path.of(file));
        Optional<Format> format = named.or(() -> Format.guess(text));
        if (format.isEmpty()) {
            return terminal.failed(
                    file + ": none of the forms that are known: say which of " + formats());
        }
        return switch (FlowImport.read(format.get(), file, text)) {
            case Imported.Refused(var problems) -> terminal.failed(problems);
            case Imported.Ok ok -> write(ok, Path.of(given.needed(TO)), given.has(FORCE), terminal);
        };
    }

    /// Writes all files or none: what is there already is found before the first is written.
    private static int write(Imported.Ok imported, Path to, boolean force, Terminal terminal)
            throws IOException {
        SortedMap<String, String> files = imported.files();
        for (String name : files.keySet()) {
            Optional<String> wrong = ReleasePath.whatIsWrongWith(name);
            if (wrong.isPresent()) {
                return terminal.failed(wrong.get());
            }
        }
        List<Path> there = files.keySet().stream().map(to::resolve).filter(Files::exists).toList();
        if (!there.isEmpty() && !force) {
            there.forEach(
                    file -> terminal.failed(file + ": is there already; --force writes over it"));
            return Terminal.FAILED;
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = to.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.writeString(path, file.getValue());
            terminal.out().println("wrote " + path);
        }
        imported.notes().forEach(terminal.out()::println);
        int notes = imported.notes().size();
        terminal.out().println(notes + (notes == 1 ? " note" : " notes"));
        return Terminal.WELL;
    }
}
