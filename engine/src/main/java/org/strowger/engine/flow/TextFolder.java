package org.strowger.engine.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.yaml.Problem;

/// The files of one kind in a folder: when they changed, and their texts.
final class TextFolder {
    private static final Logger LOG = LoggerFactory.getLogger(TextFolder.class);
    private static final long LONGEST_FILE = 1 << 20;
    private static final int DEEPEST = 2;

    private final Path folder;
    private final String ending;
    private boolean isTold;

    TextFolder(Path folder, String ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /// How a file looks from outside; one that cannot be looked at has the size -1.
    record Stamp(FileTime changed, long size) {}

    /// The files right in the folder, in order; empty when the folder cannot be read.
    Optional<SortedMap<Path, Stamp>> files() {
        return files(1);
    }

    /// The files in the folder and in its folders.
    Optional<SortedMap<Path, Stamp>> filesWithin() {
        return files(DEEPEST);
    }

    private Optional<SortedMap<Path, Stamp>> files(int depth) {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            SortedMap<Path, Stamp> stamps = new TreeMap<>();
            all.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .forEach(file -> stamps.put(file, stamp(file)));
            isTold = false;
            return Optional.of(stamps);
        } catch (IOException | UncheckedIOException e) {
            if (!isTold && !(e instanceof NoSuchFileException)) {
                LOG.warn("the folder {} cannot be read: {}", folder, words(e));
            }
            isTold = true;
            return Optional.empty();
        }
    }

    private static String words(Exception e) {
        return switch (e) {
            case UncheckedIOException outer -> FileFault.words(outer);
            case IOException inner -> FileFault.words(inner);
            default -> String.valueOf(e.getMessage());
        };
    }

    /// How a file looks now.
    static Stamp stamp(Path file) {
        try {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return new Stamp(FileTime.fromMillis(0), -1);
        }
    }

    /// The text of a file; when there is none, why is among the problems.
    static Optional<String> text(Path file, Stamp stamp, List<Problem> problems) {
        if (stamp.size() > LONGEST_FILE) {
            problems.add(problem(file, "longer than " + LONGEST_FILE + " bytes"));
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (MalformedInputException e) {
            problems.add(problem(file, "the file cannot be read: it is not UTF-8 text"));
            return Optional.empty();
        } catch (IOException e) {
            problems.add(problem(file, "the file cannot be read: " + FileFault.words(e)));
            return Optional.empty();
        }
    }

    private static Problem problem(Path file, String message) {
        return new Problem(file.toString(), 1, 1, message);
    }
}
