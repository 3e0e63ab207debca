package org.strowger.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.yaml.YamlDocument;

/// The ids of the calendars in a folder. What else is wrong with their files is told with the
/// flows.
final class CalendarNames {
    private static final int MOST = 10_000;

    private CalendarNames() {}

    /// None when the folder is not there, or cannot be read.
    static SortedSet<String> in(Path folder) {
        NavigableSet<String> ids = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                if (ids.size() < MOST && Files.size(file) <= YamlDocument.LONGEST) {
                    YamlDocument.read(file.toString(), Files.readString(file))
                            .root()
                            .optional("calendar")
                            .text()
                            .ifPresent(ids::add);
                }
            }
        } catch (IOException e) {
            return ids;
        }
        return ids;
    }
}
