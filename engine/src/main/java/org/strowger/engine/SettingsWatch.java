package org.strowger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.yaml.ContentHash;

/// A settings file, and the files that it names, looked at again and again; belongs to one thread.
///
/// Only what two looks in a row saw unchanged is read, all files together: an editor, a spreadsheet
/// or a copy over the network may be half-way through writing, and half a table of agents is a
/// table. Content counts, not dates: a file that is written anew with the same text has not
/// changed. What is wrong is read again now and then, for the reason may be no file's content: a
/// calendar that is not there, or a key that everybody may read.
final class SettingsWatch {
    private static final int LOOKS_BETWEEN_TRIES = 20;

    private final Path file;
    private final Map<String, String> environment;
    private SortedSet<Path> files;
    private SortedMap<Path, Sight> seen = new TreeMap<>();
    private SortedMap<Path, String> taken = new TreeMap<>();
    private boolean isWrong;
    private int looks;

    /// What a look sees of a file.
    ///
    /// @param hash of the content
    private record Sight(FileTime written, String hash) {
        private static final Sight NOTHING = new Sight(FileTime.fromMillis(0), "");

        static Sight of(Path file) {
            try {
                FileTime written = Files.getLastModifiedTime(file);
                return new Sight(written, ContentHash.of(Files.readAllBytes(file)));
            } catch (IOException e) {
                return NOTHING;
            }
        }
    }

    SettingsWatch(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        this.files = new TreeSet<>();
        files.add(file);
    }

    /// What the files say, the first time and whenever one of them has changed and all have come to
    /// rest.
    Optional<SettingsFile.Result> look() {
        looks++;
        SortedMap<Path, Sight> now = sights(files);
        boolean isAtRest = now.equals(seen);
        seen = now;
        boolean isTriedAgain = isWrong && looks % LOOKS_BETWEEN_TRIES == 0;
        if (!isAtRest || (hashes(now).equals(taken) && !isTriedAgain)) {
            return Optional.empty();
        }
        SettingsFile.Reading reading = SettingsFile.reading(file, environment, new TreeMap<>());
        files = reading.files();
        seen = sights(files);
        // A file that is named for the first time, or was changed meanwhile, is looked at again.
        if (!seen.equals(now)) {
            return Optional.empty();
        }
        taken = hashes(now);
        isWrong = reading.result() instanceof SettingsFile.Result.Refused;
        return Optional.of(reading.result());
    }

    /// Reads everything the next time, whatever has changed: what was read could not be used yet.
    void again() {
        taken = new TreeMap<>();
    }

    private static SortedMap<Path, Sight> sights(SortedSet<Path> files) {
        SortedMap<Path, Sight> sights = new TreeMap<>();
        files.forEach(file -> sights.put(file, Sight.of(file)));
        return sights;
    }

    private static SortedMap<Path, String> hashes(SortedMap<Path, Sight> sights) {
        SortedMap<Path, String> hashes = new TreeMap<>();
        sights.forEach((path, sight) -> hashes.put(path, sight.hash()));
        return hashes;
    }
}
