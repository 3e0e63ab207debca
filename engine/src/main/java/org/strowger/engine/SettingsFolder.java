package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.yaml.CsvTable;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// The folder that paths in the settings are relative to, and the files that the settings consist
/// of.
final class SettingsFolder {
    static final int LONGEST_FILE = 1 << 20;

    private final Path folder;
    private final SortedMap<Path, String> instead;
    private final SortedSet<Path> read = new TreeSet<>();
    private final SortedMap<Table, List<Path>> tables = new TreeMap<>();
    private final List<YamlDocument> documents = new ArrayList<>();
    private final List<Problem> others = new ArrayList<>();

    /// @param instead texts that stand for those of the files at these paths
    SettingsFolder(Path folder, SortedMap<Path, String> instead) {
        this.folder = folder;
        this.instead = Collections.unmodifiableSortedMap(new TreeMap<>(instead));
    }

    /// The files whose content is part of the settings, whether they could be read or not.
    SortedSet<Path> read() {
        return Collections.unmodifiableSortedSet(read);
    }

    /// The path that a value says, or else another.
    Path path(YamlValue value, String otherwise) {
        String text = value.text().orElse(otherwise);
        return resolved(value, text).orElse(folder);
    }

    /// The path that a value says, if it says one.
    Optional<Path> path(YamlValue value) {
        return value.text().flatMap(text -> resolved(value, text));
    }

    private Optional<Path> resolved(YamlValue value, String text) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            value.refuse("expected a path, but found " + quoted(text));
            return Optional.empty();
        }
    }

    /// The text of a file that a value names; if it cannot be read, the value is refused.
    Optional<String> text(YamlValue value, Path file) {
        read.add(file);
        String given = instead.get(file);
        if (given != null) {
            return Optional.of(given);
        }
        try {
            if (Files.size(file) > LONGEST_FILE) {
                value.refuse("the file " + file + " is longer than " + LONGEST_FILE + " bytes");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            value.refuse("there is no file " + file);
        } catch (MalformedInputException e) {
            value.refuse("the file " + file + " is not UTF-8 text");
        } catch (IOException e) {
            value.refuse("the file " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    /// A CSV file that a value names, as the map that it stands for; an empty one if it cannot be
    /// read.
    YamlMap table(YamlValue value, Path file, Table table) {
        tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(file);
        YamlDocument document =
                CsvTable.read(
                        file.toString(), text(value, file).orElse(CsvTable.ID), table.columns());
        documents.add(document);
        return document.root();
    }

    /// The CSV files that stand for a section, or for a part of it.
    List<Path> tables(Table table) {
        return List.copyOf(tables.getOrDefault(table, List.of()));
    }

    /// Takes in what is wrong in another file of the settings.
    void tell(List<Problem> more) {
        others.addAll(more);
    }

    /// What is wrong in the files that the settings name.
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(others);
        documents.forEach(document -> problems.addAll(document.problems()));
        return problems;
    }
}
