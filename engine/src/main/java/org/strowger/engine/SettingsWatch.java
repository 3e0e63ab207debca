package org.strowger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.yaml.ContentHash;

/// A settings file, and the files that it names, looked at again and again; belongs to one thread.
///
/// Content counts, not dates: a file that is written anew with the same text has not changed. What
/// is wrong is read again now and then, for the reason may be no file's content: a calendar that is
/// not there, or a key that everybody may read.
final class SettingsWatch {
    private static final int LOOKS_BETWEEN_TRIES = 20;
    private static final String NOT_THERE = "";

    private final Path file;
    private final Map<String, String> environment;
    private SortedSet<Path> files;
    private SortedMap<Path, String> seen = new TreeMap<>();
    private boolean isWrong;
    private int looks;

    SettingsWatch(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        this.files = new TreeSet<>();
        files.add(file);
    }

    /// What the files say, the first time and whenever one of them has changed.
    Optional<SettingsFile.Result> look() {
        looks++;
        SortedMap<Path, String> now = contents(files);
        boolean isTriedAgain = isWrong && looks % LOOKS_BETWEEN_TRIES == 0;
        if (now.equals(seen) && !isTriedAgain) {
            return Optional.empty();
        }
        SettingsFile.Reading reading = SettingsFile.reading(file, environment, new TreeMap<>());
        files = reading.files();
        isWrong = reading.result() instanceof SettingsFile.Result.Refused;
        seen = contents(files);
        // What was seen before the reading counts, so that a change meanwhile is seen next time.
        now.keySet().retainAll(files);
        seen.putAll(now);
        return Optional.of(reading.result());
    }

    /// Reads everything the next time, whatever has changed: what was read could not be used yet.
    void again() {
        seen = new TreeMap<>();
    }

    private static SortedMap<Path, String> contents(SortedSet<Path> files) {
        SortedMap<Path, String> contents = new TreeMap<>();
        files.forEach(file -> contents.put(file, content(file)));
        return contents;
    }

    private static String content(Path file) {
        try {
            return ContentHash.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return NOT_THERE;
        }
    }
}
