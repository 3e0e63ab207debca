package org.strowger.engine.recording;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.strowger.disk.OwnersFiles;
import org.strowger.telephony.RecordingId;

/// Where each recording stands: `2026/11/22/<id>.wav`, or `.wav.enc` when it is encrypted; `.part`
/// behind that while it is being made.
///
/// Folders are their owner's alone (700), and so are files (600), where the file system can say so.
record Shelves(Path root) {
    static final String PLAIN = ".wav";
    static final String ENCRYPTED = ".wav.enc";
    static final String PART = ".part";

    /// Behind [#PART], while what a killed process left is being finished.
    static final String MENDED = ".mended";

    /// Where the files of a day are.
    Path of(LocalDate day) {
        return root.resolve(digits("%04d", day.getYear()))
                .resolve(digits("%02d", day.getMonthValue()))
                .resolve(digits("%02d", day.getDayOfMonth()));
    }

    private static String digits(String form, int number) {
        return String.format(Locale.ROOT, form, number);
    }

    /// The finished file of a recording, encrypted or not, when there is one.
    Optional<Path> file(RecordingId recording) {
        return RecordingIds.day(recording)
                .flatMap(
                        day ->
                                there(of(day).resolve(recording + ENCRYPTED))
                                        .or(() -> there(of(day).resolve(recording + PLAIN))));
    }

    /// Every name that a recording, or part of it, can have.
    List<Path> remains(RecordingId recording) {
        return RecordingIds.day(recording)
                .map(
                        day ->
                                Stream.of(ENCRYPTED, PLAIN)
                                        .flatMap(
                                                ending ->
                                                        Stream.of("", PART, PART + MENDED)
                                                                .map(ending::concat))
                                        .map(ending -> of(day).resolve(recording + ending))
                                        .toList())
                .orElse(List.of());
    }

    private static Optional<Path> there(Path file) {
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    static boolean isEncrypted(Path file) {
        return String.valueOf(file.getFileName()).endsWith(ENCRYPTED);
    }

    /// The recording that a finished file holds; none when it is no such file of that day.
    static Optional<RecordingId> recording(Path file) {
        return named(String.valueOf(file.getFileName()));
    }

    /// The recording that an unfinished file holds part of.
    static Optional<RecordingId> unfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(PART)
                ? named(name.substring(0, name.length() - PART.length()))
                : Optional.empty();
    }

    private static Optional<RecordingId> named(String name) {
        String ending = name.endsWith(ENCRYPTED) ? ENCRYPTED : PLAIN;
        return name.endsWith(ending)
                ? RecordingIds.read(name.substring(0, name.length() - ending.length()))
                : Optional.empty();
    }

    /// The days that have a folder, the oldest first.
    NavigableSet<LocalDate> days() throws IOException {
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (Path year : in(root)) {
            for (Path month : in(year)) {
                for (Path day : in(month)) {
                    day(day).ifPresent(days::add);
                }
            }
        }
        return days;
    }

    private Optional<LocalDate> day(Path folder) {
        try {
            String name = root.relativize(folder).toString();
            return Optional.of(LocalDate.parse(name.replace(File.separatorChar, '-')));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// What is in a folder, by name; nothing when there is none.
    static NavigableSet<Path> in(Path folder) throws IOException {
        NavigableSet<Path> all = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(all::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return all;
        }
        return all;
    }

    /// Makes the folder of a day.
    Path make(LocalDate day) throws IOException {
        Path folder = of(day);
        OwnersFiles.makeFolder(folder);
        return folder;
    }
}
