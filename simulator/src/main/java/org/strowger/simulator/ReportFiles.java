package org.strowger.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.strowger.simulator.report.Report;

/// Where a report is written. A file is there in whole or not at all: what it replaces stays until
/// the new one is complete. Links are followed, and pipes and devices are written to.
final class ReportFiles {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final Asked asked;
    private final PrintStream out;
    private final PrintStream err;

    ReportFiles(Asked asked, PrintStream out, PrintStream err) {
        this.asked = asked;
        this.out = out;
        this.err = err;
    }

    /// Whether there is a place for everything: asked before the work, not after it.
    ///
    /// @throws IOException says what is in the way
    void check() throws IOException {
        if (asked.html().isPresent()) {
            checkFile(asked.html().get());
        }
        if (asked.json().isPresent() && !asked.json().get().equals(STANDARD_OUTPUT)) {
            checkFile(asked.json().get());
        }
        if (asked.csv().isPresent()) {
            checkFolder(asked.csv().get());
        }
        if (asked.html().isPresent() && asked.json().filter(this::isPage).isPresent()) {
            throw new IOException(
                    asked.html().get() + " cannot be both the page and the JSON: give two files");
        }
    }

    private boolean isPage(Path json) {
        return asked.html().map(page -> whole(page).equals(whole(json))).orElse(false);
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static void checkFolder(Path folder) throws IOException {
        for (Path at = whole(folder); at != null; at = at.getParent()) {
            if (Files.exists(at) && !Files.isDirectory(at)) {
                throw new IOException(
                        "%s is no folder, so tables cannot be written to %s".formatted(at, folder));
            }
        }
        Files.createDirectories(folder);
    }

    private static void checkFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        if (isInPlace(file)) {
            return;
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(
                    file + " cannot be written: there is no such folder, or no right");
        }
    }

    void write(Report report) throws IOException {
        boolean isPiped = asked.json().filter(STANDARD_OUTPUT::equals).isPresent();
        PrintStream screen = isPiped ? err : out;
        screen.print(report.text());
        if (asked.html().isPresent()) {
            write(asked.html().get(), report.html());
            screen.println("Written: " + asked.html().get());
        }
        if (isPiped) {
            out.print(report.json());
        } else if (asked.json().isPresent()) {
            write(asked.json().get(), report.json());
            screen.println("Written: " + asked.json().get());
        }
        if (asked.csv().isPresent()) {
            for (Map.Entry<String, String> table : report.csv().entrySet()) {
                write(asked.csv().get().resolve(table.getKey()), table.getValue());
            }
            screen.println("Written: tables in " + asked.csv().get());
        }
        screen.flush();
        out.flush();
    }

    private static void write(Path file, String text) throws IOException {
        if (isInPlace(file)) {
            Files.writeString(file, text);
            return;
        }
        Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Whether it is no file that another could take the place of: a pipe, a device, a link to
    /// something that is not there yet.
    private static boolean isInPlace(Path file) {
        return !Files.isRegularFile(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
